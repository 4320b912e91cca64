package io.trunkline.service;

import io.trunkline.service.Service.Mode;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings.Pages;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * What comes before everything else: the store begins to open, and it is said which routes are
 * loaded at first and whether there is an HTTP server.
 */
final class ModeSettings extends MainListenerSupport {
  private final Mode mode;
  private final Path home;
  private @Nullable Store store;

  ModeSettings(Mode mode, Path home) {
    this.mode = mode;
    this.home = home;
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    CamelContext context = main.getCamelContext();
    Settings settings = new Settings(context);
    MainConfigurationProperties configuration = main.configure();
    LogLevels.register(context);
    ((ModelCamelContext) context).addModelLifecycleStrategy(new QuietFailures());
    configuration.setRoutesIncludePattern("file:" + home + "/routes/*.camel.yaml");
    if (mode == Mode.SERVICE) {
      HttpServer.check(settings);
      HttpServer.gate(context);
      askForPasswords(main, settings.text("trunkline.server.users"));
    }
    if (mode != Mode.LOOK) {
      Pages pages = mode == Mode.SERVICE ? Pages.LARGE : Pages.SMALL;
      store = Store.opening(settings.store().with(pages));
      context.getRegistry().bind("store", store);
    }
    ServiceRoutes ofService = ServiceRoutes.all(settings.list("trunkline.service-routes"), home);
    ServiceRoutes leftOut = mode == Mode.SERVICE ? ofService.thatCanWait() : ofService;
    configuration.setRoutesExcludePattern(leftOut.patterns());
    context.getRegistry().bind("serviceRoutes", leftOut);
  }

  /** A command goes on while its store opens; a service has it before anything of it starts. */
  @Override
  public void afterConfigure(BaseMainSupport main) {
    if (mode == Mode.SERVICE && store != null) {
      store.awaitOpen();
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
