package io.trunkline.service;

import io.trunkline.api.StartGate;
import io.vertx.core.Future;
import io.vertx.ext.auth.authentication.AuthenticationProvider;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.DefaultMainHttpServerFactory;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationConfigEntry;
import org.apache.camel.component.platform.http.vertx.auth.AuthenticationConfig.AuthenticationHandlerFactory;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;

/**
 * Camel's HTTP server with a gate before its first route. It listens long before the routes are
 * there, and who authenticates users is all that it takes in before it listens.
 */
final class GatedServer implements MainHttpServerFactory {
  private final MainHttpServerFactory servers = new DefaultMainHttpServerFactory();
  private final StartGate gate;

  GatedServer(StartGate gate) {
    this.gate = gate;
  }

  @Override
  public org.apache.camel.Service newHttpServer(
      CamelContext context, HttpServerConfigurationProperties configuration) {
    MainHttpServer server = (MainHttpServer) servers.newHttpServer(context, configuration);
    AuthenticationConfig users = server.getConfiguration().getAuthenticationConfig();
    List<AuthenticationConfigEntry> handlers = new ArrayList<>();
    handlers.add(before());
    handlers.addAll(users.getEntries());
    AuthenticationConfig gated = new AuthenticationConfig(handlers);
    gated.setEnabled(true);
    server.getConfiguration().setAuthenticationConfig(gated);
    return server;
  }

  private AuthenticationConfigEntry before() {
    AuthenticationConfigEntry entry = new AuthenticationConfigEntry();
    entry.setPath("/*");
    entry.setAuthenticationProviderFactory(
        vertx -> (user, answer) -> answer.handle(Future.failedFuture("nobody is asked here")));
    entry.setAuthenticationHandlerFactory(
        new AuthenticationHandlerFactory() {
          @Override
          public <T extends AuthenticationProvider>
              AuthenticationHandler createAuthenticationHandler(T provider) {
            return gate;
          }
        });
    return entry;
  }

  @Override
  public org.apache.camel.Service newHttpManagementServer(
      CamelContext context, HttpManagementServerConfigurationProperties configuration) {
    return servers.newHttpManagementServer(context, configuration);
  }
}
