package io.trunkline.service;

import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;

/** Which routes are loaded, and whether there is an HTTP server. */
final class ModeSettings extends MainListenerSupport {
  private final Mode mode;
  private final Path home;

  ModeSettings(Mode mode, Path home) {
    this.mode = mode;
    this.home = home;
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    Settings settings = new Settings(context);
    MainConfigurationProperties configuration = main.configure();
    keepMessagesOutOfTheLog(context);
    configuration.setRoutesIncludePattern("file:" + home + "/routes/*.camel.yaml");
    if (mode == Mode.SERVICE) {
      HttpServer.check(settings);
      askForPasswords(main, settings.text("trunkline.server.users"));
    } else {
      configuration.setRoutesExcludePattern(
          Arrays.stream(settings.text("trunkline.service-routes").split(","))
              .map(name -> "**/" + name.trim() + ".camel.yaml")
              .collect(Collectors.joining(",")));
    }
  }

  /**
   * Camel's own handler would write a failed message's headers and body, which are a customer's.
   */
  private static void keepMessagesOutOfTheLog(CamelContext context) {
    RedeliveryPolicyDefinition policy = new RedeliveryPolicyDefinition();
    policy.setLogExhaustedMessageHistory("false");
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(policy);
    context.getCamelContextExtension().setErrorHandlerFactory(handler);
  }

  /** The path must end in a star, or everything below it would stay open. */
  private static void askForPasswords(BaseMainSupport main, String users) {
    if (!users.isEmpty()) {
      main.addOverrideProperty("camel.server.authenticationEnabled", "true");
      main.addOverrideProperty("camel.server.basicPropertiesFile", users);
      main.addOverrideProperty("camel.server.authenticationPath", "/*");
    }
  }
}
