package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.analytics.ConversationLeg;
import io.trunkline.analytics.MediaQuality;
import io.trunkline.analytics.MinuteSample;
import io.trunkline.analytics.PathCheck;
import io.trunkline.analytics.RollUps;
import io.trunkline.analytics.SeriesMetrics;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.TrunkRef;
import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.PartialState;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.TrunkMeters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service tells Prometheus: checked by promtool, scraped by a real one. */
@Tag("peer")
class PrometheusTest {
  @TempDir static Path folder;
  static ApiService api;
  static String metrics;

  @BeforeAll
  static void start() {
    api =
        new ApiService(
            folder.resolve("data"),
            Map.of(
                "trunkline.analytics.capacity.acme", "10",
                "trunkline.checks.targets", "sip:127.0.0.1:9"));
    Instant now = Instant.now();
    SeriesWriter writer = api.service.bean(SeriesWriter.class);
    writer.trunks(
        "test",
        List.of(
            new TrunkRef(
                "t1", "acme", "b1", "e1", "edge", "s1", "Berlin", List.of("127.0.0.1:9"))));
    writer.samples("test", List.of(new MinuteSample("t1", now, 3, 4, 0)));
    // Within one hour: what goes on into the next would have a bucket of its own.
    Instant begun = now.truncatedTo(ChronoUnit.HOURS);
    writer.legs(
        "test",
        List.of(
            leg("1", begun, begun.plusSeconds(5), 200),
            leg("2", begun, begun.plusSeconds(5), 200),
            leg("3", begun, begun.plusSeconds(5), 200),
            leg("4", begun, null, 503)));
    writer.paths(
        "test",
        List.of(
            new PathCheck("sip:127.0.0.1:9", begun, 20.0),
            new PathCheck("sip:127.0.0.1:9", begun.plusSeconds(1), 24.0)));
    api.service.bean(RollUps.class).refresh();
    api.post("/api/checks", "{\"target\": \"sip:127.0.0.1:9\", \"timeout\": \"1s\"}");
    see(now);
    api.service.bean(SeriesMetrics.class).refresh();
    api.service.bean(TrunkMeters.class).refresh();
    metrics = api.get("/metrics").body();
  }

  private static void see(Instant now) {
    Observation down =
        new Observation(
            "test",
            new io.trunkline.event.TrunkRef("t1", "acme", "e1"),
            new Source(SourceKind.HOOK, "carrier"),
            "event-1",
            now,
            now,
            PartialState.connected(false),
            "{}");
    api.service.bean(Intake.class).accept(List.of(down)).toCompletableFuture().join();
  }

  private static ConversationLeg leg(String id, Instant begun, Instant answered, int code) {
    return new ConversationLeg(
        id,
        "s" + id,
        true,
        begun,
        answered,
        begun.plusSeconds(60),
        code,
        code == 200 ? 16 : 41,
        code == 200 ? "peer" : "error",
        "e1",
        null,
        null,
        null,
        answered == null ? null : new MediaQuality(4.2, 88.0, 50, 1000L, 10L));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void theNewestFiguresAreToldInBaseUnits() {
    String of = "{id=\"b1\",kind=\"base\",name=\"acme\",org=\"test\"} ";
    assertThat(metrics.lines())
        .contains(
            "trunkline_calls" + of + "7.0",
            "trunkline_channels" + of + "10.0",
            "trunkline_utilization_ratio" + of + "0.7",
            "trunkline_attempts" + of + "4.0",
            "trunkline_setup_success_ratio" + of + "0.75",
            "trunkline_path_rtt_seconds" + of + "0.022",
            "trunkline_path_jitter_seconds" + of + "0.004",
            "trunkline_series_left_out 0.0",
            "trunkline_trunk_up{id=\"t1\",name=\"acme\",org=\"test\"} 0.0",
            "trunkline_trunks{org=\"test\",state=\"down\"} 1.0",
            "trunkline_trunks{org=\"test\",state=\"up\"} 0.0")
        .anyMatch(line -> line.startsWith("trunkline_mos" + of + "4.2"))
        .anyMatch(line -> line.startsWith("trunkline_sip_check_up{method=\"OPTIONS\""));
  }

  /**
   * Camel's meters of exchanges have labels that change from one to the next: some are refused,
   * with a warning at each start, and the others tell half of it. Routes have meters of their own.
   */
  @Test
  void meterNamesThatPrometheusWouldRefuseAreLeftOut() {
    assertThat(metrics)
        .contains("camel_exchanges_total{")
        .doesNotContain("camel_exchange_event_notifier", "camel_exchanges_last_timestamp");
  }

  @Test
  void everyMetricOfDashboardAndRulesExists() throws IOException {
    Set<String> told =
        metrics
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("[{ ]", 2)[0])
            .collect(Collectors.toSet());
    Set<String> asked = new TreeSet<>();
    for (String file : List.of("docs/grafana-dashboard.json", "docs/prometheus-rules.yml")) {
      Pattern.compile("trunkline_\\w+")
          .matcher(Files.readString(Path.of(file)))
          .results()
          .map(MatchResult::group)
          .forEach(asked::add);
    }
    assertThat(asked).hasSizeGreaterThan(12);
    assertThat(told).containsAll(asked);
  }

  @Test
  void promtoolFindsNothingWrong() throws Exception {
    Path scraped = Files.writeString(folder.resolve("metrics.txt"), metrics);
    assertThat(run(null, "promtool", "check", "rules", "docs/prometheus-rules.yml"))
        .contains("SUCCESS");
    String ours =
        run(scraped, "promtool", "check", "metrics")
            .lines()
            .filter(line -> line.contains("trunkline_"))
            .collect(Collectors.joining("\n"));
    assertThat(ours).isEmpty();
  }

  @Test
  void aPrometheusScrapesTheServiceAndAnswers() throws Exception {
    Assumptions.assumeTrue(found("prometheus"), "no prometheus on this machine");
    URI service = URI.create(api.service.url());
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [%s]
            scrape_configs:
              - job_name: trunkline
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """
                .formatted(
                    Path.of("docs/prometheus-rules.yml").toAbsolutePath(), service.getPort()));
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(ask(port, "trunkline_calls{kind=\"base\"}")).isEqualTo("7");
                assertThat(ask(port, "trunkline:site_calls")).isEqualTo("7");
                assertThat(ask(port, "count(ALERTS{alertname=\"TrunkDown\"})")).isEqualTo("1");
                assertThat(ask(port, "count(ALERTS{alertname=\"TrunksDown\"})")).isEmpty();
              });
    } finally {
      prometheus.destroy();
      assertThat(prometheus.waitFor()).isNotNegative();
    }
  }

  private static String ask(int port, String query) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/query?query=%s"
                        .formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8))))
            .build();
    JsonNode answer =
        new ObjectMapper()
            .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    return answer.at("/data/result/0/value/1").asText();
  }

  private static boolean found(String program) {
    for (String path : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(path, program))) {
        return true;
      }
    }
    return false;
  }

  private static String run(Path input, String... command) throws Exception {
    Assumptions.assumeTrue(found(command[0]), "no " + command[0] + " on this machine");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isLessThanOrEqualTo(3);
    return said;
  }
}
