package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.trunkline.run.JournalJson;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunJson;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that carry a marker go through a service that works, fails, resumes and undoes; the
 * marker is then looked for in everything that the service says or keeps.
 */
class SecretsStayHiddenTest {
  private static final String MARKER = "canary7f3a";
  private static final String CLIENT_SECRET = MARKER + "-client";
  private static final List<String> PASSWORDS = List.of(MARKER + "-inline", MARKER + "-file");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRUNKS = MatrixSpecs.TRUNKS;

  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void noSecretIsEverSaidOrKept(@TempDir Path folder) throws Exception {
    LogsOfEverything logs = new LogsOfEverything(said);
    try (SimulatedOrgs orgs = new SimulatedOrgs()) {
      work(orgs, folder);
    } finally {
      logs.close();
    }
    keepDump(folder.resolve("data"));
    keepFiles(folder.resolve("data"));

    assertThat(said).hasSizeGreaterThan(100);
    assertThat(said.stream().filter(text -> text.contains(MARKER)).toList()).isEmpty();
    // With the history Camel may write the message too.
    assertThat(said.stream().filter(text -> text.contains("Message History"))).isEmpty();
  }

  private void work(SimulatedOrgs orgs, Path folder) throws Exception {
    orgs.control("PUT", "clients/canary", "{\"secret\": \"" + CLIENT_SECRET + "\"}");
    Map<String, String> settings =
        Map.of(
            "trunkline.orgs.test.clientId",
            "canary",
            "trunkline.orgs.test.clientSecret",
            CLIENT_SECRET,
            "trunkline.outage.retries",
            "1",
            "trunkline.server.password-folder",
            folder.toString(),
            "trunkline.server.port",
            String.valueOf(freePort()));
    try (Service service =
        Service.start(
            Mode.SERVICE, ProvisioningHarness.settings(orgs, folder.resolve("data"), settings))) {
      for (String spec : specs(folder)) {
        exercise(orgs, service, spec);
      }
      failingMessage(service);
      Thread.getAllStackTraces().keySet().forEach(thread -> said.add(thread.getName()));
    }
  }

  /** A route that a team adds may fail with a message that holds what it must not say. */
  private static void failingMessage(Service service) throws Exception {
    service
        .context()
        .addRoutes(
            new RouteBuilder() {
              @Override
              public void configure() {
                from("direct:fails").throwException(new IllegalStateException("on purpose"));
              }
            });
    service
        .context()
        .createProducerTemplate()
        .send(
            "direct:fails",
            message -> {
              message.getMessage().setBody(PASSWORDS.get(0));
              message.getMessage().setHeader("password", PASSWORDS.get(1));
            });
  }

  private static List<String> specs(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("password"), PASSWORDS.get(1));
    String credentials = "      credentials: {realm: carrier.example, userName: acme, %s}\n";
    String tutorial = Files.readString(Path.of("examples/tutorial-input.json"));
    return List.of(
        tutorial.replaceAll(
            "\"password\": *\"[^\"]*\"", "\"password\": \"" + PASSWORDS.get(0) + "\""),
        Specs.one("filed") + credentials.formatted("passwordFile: " + file));
  }

  /** Works, fails in ways that quote the request, goes on, changes, and takes back. */
  private void exercise(SimulatedOrgs orgs, Service service, String spec) throws Exception {
    ask(service, "POST", "/api/plan", spec);
    orgs.faults(
        """
        faults:
          - {match: {method: POST, path: '/oauth/*'}, times: 1, act: {status: 401}}
          - match: {method: POST, path: %s}
            act:
              status: 400
              body:
                status: 400
                code: bad.request
                message: The password is not strong enough
                details: [{errorCode: WEAK, fieldName: trunk_sip_authentication_credentials_password}]
        """
            .formatted(TRUNKS));
    Run failed = run(service, spec);
    assertThat(failed.state()).isEqualTo(RunState.FAILED);
    orgs.faults(
        "faults: [{match: {method: POST, path: %s}, times: 1, act: {when: after, status: 500}}]"
            .formatted(TRUNKS));
    RunEngine engine = service.bean(RunEngine.class);
    engine.resume(failed.id(), false);
    assertThat(engine.await(failed.id(), Duration.ofMinutes(1)).join().state())
        .isEqualTo(RunState.SUCCEEDED);
    orgs.control("DELETE", "faults", "");
    assertThat(orgs.snapshot().toString()).as("the platform got the password").contains(MARKER);
    Run changed = run(service, spec.replaceAll("198.51.100.0/28|203.0.113.20", "203.0.113.9"));
    assertThat(changed.state()).isEqualTo(RunState.SUCCEEDED);
    for (Run run : List.of(changed, failed)) {
      ask(service, "POST", "/api/runs/" + run.id() + "/undo", "");
      Run end = engine.await(run.id(), Duration.ofMinutes(1)).join();
      assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunState.ROLLED_BACK);
      keep(service, end);
    }
    for (String path : List.of("/api/runs", "/health", "/metrics", "/openapi.json")) {
      ask(service, "GET", path, "");
    }
  }

  private Run run(Service service, String spec) throws Exception {
    JsonNode answer = ask(service, "POST", "/api/runs?wait=60s", spec);
    return service.bean(RunStore.class).find(answer.path("id").asText()).orElseThrow();
  }

  private void keep(Service service, Run run) throws Exception {
    RunStore store = service.bean(RunStore.class);
    said.add(run.toString());
    said.add(RunJson.whole(run, store.steps(run.id())).toString());
    said.add(JournalJson.of(run.id(), store).toString());
    ask(service, "GET", "/api/runs/" + run.id(), "");
    ask(service, "GET", "/api/runs/" + run.id() + "/journal", "");
    ask(service, "GET", "/api/runs/" + run.id() + "/events", "");
  }

  private JsonNode ask(Service service, String method, String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url() + path))
            .header("Content-Type", "application/yaml")
            .method(method, BodyPublishers.ofString(body))
            .build();
    var response = http.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + " " + response.body()).isLessThan(400);
    said.add(response.headers() + response.body());
    return path.startsWith("/api") && response.body().startsWith("{")
        ? JSON.readTree(response.body())
        : MissingNode.getInstance();
  }

  /** The whole database as SQL. */
  private void keepDump(Path data) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                "jdbc:h2:" + data.resolve("store") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        var statement = connection.createStatement();
        var lines = statement.executeQuery("script")) {
      while (lines.next()) {
        said.add(lines.getString(1));
      }
    }
  }

  private void keepFiles(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        said.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /**
   * Every message of every logger whose level a setting can change, at every level, with what it
   * threw.
   */
  private static final class LogsOfEverything extends AbstractAppender {
    private final Queue<String> said;
    private final List<LoggerConfig> loggers = new ArrayList<>();
    private final List<Level> levels = new ArrayList<>();

    LogsOfEverything(Queue<String> said) {
      super("everything", null, null, true, Property.EMPTY_ARRAY);
      this.said = said;
      start();
      LoggerContext context = (LoggerContext) LogManager.getContext(false);
      for (String name : List.of("", "io.trunkline", "org.apache.camel")) {
        LoggerConfig logger = context.getConfiguration().getLoggers().get(name);
        loggers.add(logger);
        levels.add(logger.getLevel());
        logger.setLevel(Level.TRACE);
        logger.addAppender(this, Level.TRACE, null);
      }
      context.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
      StringBuilder text = new StringBuilder(event.getLoggerName());
      text.append(' ').append(event.getMessage().getFormattedMessage());
      for (Throwable e = event.getThrown(); e != null; e = e.getCause()) {
        text.append(' ').append(e);
      }
      said.add(text.toString());
    }

    void close() {
      for (int i = 0; i < loggers.size(); i++) {
        loggers.get(i).removeAppender("everything");
        loggers.get(i).setLevel(levels.get(i));
      }
      ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }
  }
}
