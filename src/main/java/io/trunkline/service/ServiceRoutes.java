package io.trunkline.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Route files that no run needs, those that {@code trunkline.service-routes} names: commands leave
 * them out, and a service loads them when the runs that a dead process left go on.
 */
final class ServiceRoutes {
  private static final String ENDING = ".camel.yaml";

  /** Whatever may count for routes of other files, as a routeConfiguration does. */
  private static final Pattern NO_ROUTE = Pattern.compile("(?m)^(?!- (?:route|rest):|[ #\\r\\n])");

  private final List<Path> files;

  private ServiceRoutes(List<Path> files) {
    this.files = files;
  }

  /** All of them, which a command leaves out. */
  static ServiceRoutes all(List<String> names, Path home) {
    return new ServiceRoutes(
        names.stream()
            .map(name -> home.resolve("routes").resolve(name + ENDING))
            .filter(Files::exists)
            .toList());
  }

  /** Those that can wait until runs go on. */
  ServiceRoutes thatCanWait() {
    return new ServiceRoutes(files.stream().filter(ServiceRoutes::holdsRoutesAlone).toList());
  }

  private static boolean holdsRoutesAlone(Path file) {
    try {
      return !NO_ROUTE.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As Camel leaves files out at its start. */
  String patterns() {
    return files.stream().map(file -> "**/" + file.getFileName()).collect(Collectors.joining(","));
  }

  /**
   * Loads them into a context that runs.
   *
   * @throws Exception when one cannot be used, the same as at a context's start
   */
  void load(CamelContext context) throws Exception {
    List<Resource> resources =
        files.stream()
            .map(file -> ResourceHelper.resolveResource(context, "file:" + file))
            .toList();
    QuartzComponent timers = (QuartzComponent) context.getComponent("quartz", true, false);
    if (!timers.isStarted()) {
      // As at a context's start: a timer of a scheduler that runs begins later, and Quartz, which
      // fires up to 2 ms early, then makes Camel pass over the first time.
      timers.setAutoStartScheduler(false);
      timers.start();
    }
    PluginHelper.getRoutesLoader(context).loadRoutes(resources);
    timers.getScheduler().start();
  }
}
