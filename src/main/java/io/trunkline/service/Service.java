package io.trunkline.service;

import io.trunkline.genesys.Org;
import io.trunkline.genesys.OrgSettingsException;
import io.trunkline.genesys.Orgs;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** A started Trunkline: Camel with our settings, beans and routes. */
public final class Service implements AutoCloseable {
  /** What the process is started for. */
  public enum Mode {
    /** One command that only looks at orgs: no store of runs is opened. */
    LOOK,
    /** One command: no HTTP server, only the routes that commands use. */
    COMMAND,
    /** The long-running service. */
    SERVICE
  }

  private final Main main;

  private Service(Main main) {
    this.main = main;
  }

  /**
   * Starts Camel.
   *
   * @param overrides settings that win over application.properties
   * @throws OrgSettingsException when a setting is wrong
   */
  public static Service start(Mode mode, Map<String, String> overrides) {
    return start(mode, overrides, store -> store);
  }

  /**
   * Starts Camel with a store of runs that somebody looks at or stands before.
   *
   * @param overrides settings that win over application.properties
   * @param watched takes the store that was opened and gives the one that is used
   */
  public static Service start(
      Mode mode, Map<String, String> overrides, UnaryOperator<RunStore> watched) {
    Path home = Home.folder();
    Path settings = home.resolve("application.properties");
    if (!Files.isReadable(settings)) {
      throw new StartException(
          "there is no application.properties in " + home,
          "Start Trunkline with its launcher, or set -Dtrunkline.home to the folder that holds"
              + " it.");
    }
    Main main = new Main();
    // Camel's own waits at a signal until the context has stopped, a command's for 45 s in vain,
    // and
    // sometimes on the very thread that is to stop it.
    main.setShutdownStrategy(new SimpleMainShutdownStrategy());
    main.setPropertyPlaceholderLocations("file:" + settings);
    main.addOverrideProperty(
        "camel.component.kamelet.location", "file:" + home.resolve("kamelets"));
    overrides.forEach(main::addOverrideProperty);
    main.configure().setBasePackageScanEnabled(false);
    main.addMainListener(new ModeSettings(mode, home));
    main.configure().addConfiguration(new Wiring(mode, watched));
    if (mode == Mode.SERVICE) {
      main.addOverrideProperty("camel.server.enabled", "true");
      main.addOverrideProperty("camel.metrics.enabled", "true");
      // Its timers have a route only sometimes, which Prometheus refuses (CAMEL-23719), and its
      // gauge is registered twice (CAMEL-22153); routes are counted by their policies.
      main.addOverrideProperty("camel.metrics.enableExchangeEventNotifier", "false");
    }
    main.start();
    Service service = new Service(main);
    if (mode == Mode.SERVICE) {
      try {
        service.serve(home);
      } catch (Exception e) {
        service.close();
        throw RuntimeCamelException.wrapRuntimeException(e);
      }
    }
    return service;
  }

  /** Runs that a dead process left go on before anything that they can do without is made. */
  private void serve(Path home) throws Exception {
    bean(RunEngine.class).recover();
    bean(ServiceRoutes.class).load(context());
    HttpServer.mount(context());
    ReloadWiring.start(context(), home);
    leaveNote();
    bean(LeftoverBindings.class).remove();
  }

  /** So that commands beside the service find it. */
  private void leaveNote() {
    Settings settings = new Settings(context());
    URI simulator =
        bean(Orgs.class).all().stream()
            .filter(org -> org.simulated() && org.name().equals(SimulatedOrg.NAME))
            .map(Org::apiUrl)
            .findFirst()
            .orElse(null);
    RunningService self =
        new RunningService(URI.create(url()), simulator, settings.store().isEmbedded());
    try {
      context().addService(self.noteIn(settings.data()));
    } catch (Exception e) {
      throw new StartException(
          "the data folder " + settings.data() + " cannot be written",
          "Name a folder that this user may write.");
    }
  }

  /** A bean that the wiring made, by its type. */
  public <T> T bean(Class<T> type) {
    T bean = context().getRegistry().findSingleByType(type);
    if (bean == null) {
      throw new IllegalStateException("no " + type.getSimpleName() + " in the registry");
    }
    return bean;
  }

  /** Where the service listens. */
  public String url() {
    Settings settings = new Settings(context());
    String host = settings.serverHost();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + settings.serverPort();
  }

  /** The Camel context. */
  public CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
  }
}
