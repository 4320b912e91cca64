package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import io.trunkline.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;

/** The running service, whose pulls a test orders one by one, over a simulated org with calls. */
final class PullHarness implements AutoCloseable {
  /** Nothing happened before. */
  final Instant since = Instant.now().minus(Duration.ofHours(20)).truncatedTo(ChronoUnit.HOURS);

  final SimulatedOrgs orgs = new SimulatedOrgs();
  private final Map<String, String> settings = new HashMap<>();
  private final List<Service> services = new ArrayList<>();

  PullHarness(int trunkBases, int callsPerDay) {
    traffic("\"since\":\"%s\",\"callsPerTrunkPerDay\":%d".formatted(millis(since), callsPerDay));
    now(since);
    orgs.settings("{\"analytics\":{\"availabilityLagMs\":0}}");
    String location = orgs.api("POST", "/api/v2/locations", "{\"name\":\"L\"}").path("id").asText();
    String sites = "/api/v2/telephony/providers/edges/sites";
    String site =
        orgs.api(
                "POST",
                sites,
                "{\"name\":\"S\",\"mediaModel\":\"Cloud\",\"location\":{\"id\":\"%s\"}}"
                    .formatted(location))
            .path("id")
            .asText();
    List<String> bases = new ArrayList<>();
    for (int i = 0; i < trunkBases; i++) {
      String base =
          orgs.api(
                  "POST",
                  "/api/v2/telephony/providers/edges/trunkbasesettings",
                  """
                  {"name":"base-%d","trunkType":"EXTERNAL",
                   "trunkMetabase":{"id":"external_sip_pcv_byoc_carrier.json"},"inboundSite":{"id":"%s"},
                   "properties":{
                    "trunk_transport_serverProxyList":{"value":{"instance":["sip.example:5061"]}},
                    "trunk_sip_termination_uri":{"value":{"instance":"base-%d"}}}}
                  """
                      .formatted(i, site, i))
              .path("id")
              .asText();
      bases.add("{\"id\":\"" + base + "\"}");
    }
    if (!bases.isEmpty()) {
      orgs.api(
          "POST",
          sites + "/" + site + "/outboundroutes",
          """
          {"name":"out","classificationTypes":["National"],"enabled":true,"distribution":"RANDOM",
           "externalTrunkBases":[%s]}
          """
              .formatted(String.join(",", bases)));
    }
    for (PullSource source : PullSource.values()) {
      settings.put("trunkline.analytics." + source.token() + ".every", "86400000");
    }
    settings.put("trunkline.analytics.job.poll", "5");
    settings.put("trunkline.rate-limit.longest-wait", "50ms");
  }

  /** Changes a setting of services that are started later. */
  PullHarness with(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /** Settings of a service over this org. */
  Map<String, String> settings(Path data) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("trunkline.server.port", String.valueOf(freePort()));
    return ProvisioningHarness.settings(orgs, data, all);
  }

  /** Starts a node beside others, which may have the sources that its timers ask for. */
  Service beside(Path data) {
    Service service = Service.start(Mode.SERVICE, settings(data));
    services.add(service);
    await(service);
    return service;
  }

  /** Starts a node; its first pulls, by the timers, see an org without calls. */
  Service start(Path data) {
    Service service = Service.start(Mode.SERVICE, settings(data));
    services.add(service);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> service.bean(Pulls.class).last("test", PullSource.SETTLED) != null);
    await(service);
    return service;
  }

  /** Waits until no pull is under way. */
  void await(Service service) {
    Pulls pulls = service.bean(Pulls.class);
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              boolean busy = false;
              for (PullSource source : PullSource.values()) {
                busy |= pulls.isUnderWay("test", source);
              }
              return !busy;
            });
  }

  /** Reads a source and waits for its end; tells its problem, empty when it succeeded. */
  String pull(Service service, PullSource source) {
    service
        .context()
        .createProducerTemplate()
        .send("direct:pull", exchange -> exchange.setVariable("source", source.token()));
    Pulls.Last last = service.bean(Pulls.class).last("test", source);
    return last == null || last.problem() == null ? "" : last.problem();
  }

  void traffic(String more) {
    orgs.settings("{\"traffic\":{" + more + "}}");
  }

  /** Moves the org's time. */
  void now(Instant now) {
    traffic("\"now\":\"" + millis(now) + "\"");
  }

  /** The truth of all legs that ended before, by conversation. */
  Map<String, String> truth(Instant ended) {
    return truth(since, ended, ended);
  }

  /** The truth of all legs that began in a stretch and ended before a moment, by conversation. */
  Map<String, String> truth(Instant from, Instant to, Instant ended) {
    Map<String, String> rows = new TreeMap<>();
    JsonNode calls =
        orgs.control("GET", "calls?from=" + millis(from) + "&to=" + millis(to), "").path("calls");
    for (JsonNode call : calls) {
      if (!Instant.parse(call.path("end").asText()).isAfter(ended)) {
        rows.put(
            call.path("conversationId").asText(),
            String.join(
                " ",
                call.path("sessionId").asText(),
                call.path("trunkId").asText(),
                call.path("inbound").asText(),
                call.path("start").asText(),
                call.path("answered").asText("-"),
                call.path("end").asText(),
                call.path("sipCode").asText("-"),
                call.path("q850").asText("-"),
                call.path("disconnectType").asText(),
                call.path("mos").asText("-"),
                call.path("rFactor").asText("-"),
                call.path("latency").asText("-"),
                call.path("received").asText("-"),
                call.path("discarded").asText("-")));
      }
    }
    return rows;
  }

  /** What is stored of all legs that ended before, by conversation. */
  Map<String, String> stored(Service service, Instant ended) {
    return stored(service, Instant.EPOCH, ended, ended);
  }

  /** What is stored of all legs that began in a stretch and ended before a moment. */
  Map<String, String> stored(Service service, Instant from, Instant to, Instant ended) {
    Map<String, String> rows = new TreeMap<>();
    List<Map<String, Object>> all =
        service
            .bean(Store.class)
            .read(
                jdbc ->
                    jdbc.sql(
                            "select l.*, s.external_id from series_leg l join series_subject s on s.id = l.trunk"
                                + " where l.started >= ? and l.started < ? and l.ended <= ?")
                        .params(from.toEpochMilli(), to.toEpochMilli(), ended.toEpochMilli())
                        .query()
                        .listOfRows());
    for (Map<String, Object> row : all) {
      String before =
          rows.put(
              String.valueOf(row.get("conversation")),
              String.join(
                  " ",
                  text(row, "session"),
                  text(row, "external_id"),
                  text(row, "inbound"),
                  time(row, "started"),
                  time(row, "answered"),
                  time(row, "ended"),
                  text(row, "sip_code"),
                  text(row, "q850"),
                  text(row, "disconnect"),
                  text(row, "mos"),
                  text(row, "r_factor"),
                  text(row, "latency"),
                  text(row, "received"),
                  text(row, "discarded")));
      assertThat(before).isNull();
    }
    return rows;
  }

  private static String text(Map<String, Object> row, String column) {
    return row.get(column) == null ? "-" : String.valueOf(row.get(column));
  }

  private static String time(Map<String, Object> row, String column) {
    return row.get(column) == null
        ? "-"
        : millis(Instant.ofEpochMilli(((Number) row.get(column)).longValue()));
  }

  /** A moment as the API writes it: three digits always. */
  static String millis(Instant instant) {
    return java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'")
        .withZone(java.time.ZoneOffset.UTC)
        .format(instant);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    services.forEach(Service::close);
    orgs.close();
  }
}
