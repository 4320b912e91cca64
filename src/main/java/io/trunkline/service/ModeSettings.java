package io.trunkline.service;

import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;

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
    ((ModelCamelContext) context).addModelLifecycleStrategy(new QuietFailures());
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

  /** The path must end in a star, or everything below it would stay open. */
  private static void askForPasswords(BaseMainSupport main, String users) {
    if (!users.isEmpty()) {
      main.addOverrideProperty("camel.server.authenticationEnabled", "true");
      main.addOverrideProperty("camel.server.basicPropertiesFile", users);
      main.addOverrideProperty("camel.server.authenticationPath", "/*");
    }
  }
}
