package io.trunkline.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.run.RunEngine;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.io.Reader;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** What a service loads when its runs go on already. */
class ServiceRoutesTest {
  private static final String ROUTE =
      """
      # A comment.
      - route:
          id: late
          from:
            uri: direct:late
            steps:
              - log: late
      """;

  @TempDir Path home;

  @Test
  void aFileThatMayCountForOtherRoutesCannotWait() throws IOException {
    save("late", ROUTE);
    save(
        "configured",
        ROUTE + "- routeConfiguration:\n    errorHandler:\n      noErrorHandler: {}\n");
    save("beans", "---\n" + ROUTE);
    save("template", ROUTE + "\n- routeTemplate:\n    id: t\n");
    ServiceRoutes all =
        ServiceRoutes.all(List.of("late", "configured", "beans", "template", "none"), home);

    assertThat(all.patterns())
        .isEqualTo(
            "**/late.camel.yaml,**/configured.camel.yaml,**/beans.camel.yaml,**/template.camel.yaml");
    assertThat(all.thatCanWait().patterns()).isEqualTo("**/late.camel.yaml");
  }

  @Test
  void everyFileOfTheServiceWaits() throws IOException {
    Properties settings = new Properties();
    try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
      settings.load(file);
    }
    List<String> names = List.of(settings.getProperty("trunkline.service-routes").split(","));
    ServiceRoutes all = ServiceRoutes.all(names, Path.of("").toAbsolutePath());

    assertThat(all.thatCanWait().patterns()).isEqualTo(all.patterns());
    assertThat(all.patterns().split(",")).hasSize(names.size());
  }

  /** A timer that is made while the scheduler runs begins half a second later. */
  @Test
  void noTimerIsPassedOverAtTheStart() throws Exception {
    save("timed", ROUTE.replace("direct:late", "quartz:late?trigger.repeatInterval=3600000"));
    CamelContext context = new DefaultCamelContext();
    context.start();
    try {
      ServiceRoutes.all(List.of("timed"), home).load(context);
      Instant loaded = Instant.now();

      Scheduler scheduler = context.getComponent("quartz", QuartzComponent.class).getScheduler();
      List<TriggerKey> keys = List.copyOf(scheduler.getTriggerKeys(GroupMatcher.anyGroup()));
      assertThat(keys).hasSize(1);
      assertThat(scheduler.getTrigger(keys.get(0)).getStartTime().toInstant())
          .isBeforeOrEqualTo(loaded);
      assertThat(scheduler.isInStandbyMode()).isFalse();
    } finally {
      context.stop();
    }
  }

  @Test
  void aWrongRouteThatWaitedStopsTheStart() throws IOException {
    copy("routes");
    copy("kamelets");
    Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
    Path series = home.resolve("routes/series.camel.yaml");
    Files.writeString(
        series, Files.readString(series).replace("quartz:series-forget", "no-such:x"));
    String before = System.getProperty("trunkline.home");
    System.setProperty("trunkline.home", home.toString());
    try {
      Map<String, String> settings = settings();
      assertThatThrownBy(() -> Service.start(Mode.SERVICE, settings))
          .hasStackTraceContaining("no-such");
      // The first one let the folder's store go.
      Files.copy(Path.of("routes/series.camel.yaml"), series, StandardCopyOption.REPLACE_EXISTING);
      try (Service service = Service.start(Mode.SERVICE, settings)) {
        assertThat(service.bean(RunEngine.class)).isNotNull();
      }
    } finally {
      if (before == null) {
        System.clearProperty("trunkline.home");
      } else {
        System.setProperty("trunkline.home", before);
      }
    }
  }

  private Map<String, String> settings() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return Map.of(
          "trunkline.data",
          home.resolve("data").toString(),
          "trunkline.server.port",
          String.valueOf(free.getLocalPort()));
    }
  }

  private void save(String name, String text) throws IOException {
    Files.createDirectories(home.resolve("routes"));
    Files.writeString(home.resolve("routes").resolve(name + ".camel.yaml"), text);
  }

  private void copy(String folder) throws IOException {
    Files.createDirectories(home.resolve(folder));
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.copy(file, home.resolve(folder).resolve(file.getFileName().toString()));
      }
    }
  }
}
