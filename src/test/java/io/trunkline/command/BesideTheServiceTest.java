package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.Specs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands work on a data folder that the running service holds: they talk to it. */
class BesideTheServiceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Service service;

  @BeforeAll
  static void serve() throws Exception {
    service =
        Service.start(
            Mode.SERVICE,
            Map.of("trunkline.server.port", freePort(), "trunkline.data", data().toString()));
  }

  private static String freePort() throws IOException {
    try (ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(port.getLocalPort());
    }
  }

  @AfterAll
  static void stop() {
    service.close();
    assertThat(data().resolve("service.json")).doesNotExist();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", data().toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TrunklineCommand.execute(
            new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  private static String spec(String name) throws Exception {
    return Files.writeString(folder.resolve(name + ".yaml"), Specs.one(name)).toString();
  }

  @Test
  void aFileIsPlannedProvisionedShownAndUndone() throws Exception {
    String spec = spec("acme");
    assertThat(run("plan", spec).exitCode()).isEqualTo(ExitCode.CHANGES);

    CommandRun provisioned = run("provision", spec, "--reason", "go live");
    assertThat(provisioned.exitCode()).as(provisioned.err()).isZero();
    assertThat(provisioned.err()).contains("The service at " + service.url());
    assertThat(provisioned.out())
        .contains("(simulated org)", "created", "outbound-route", "succeeded, 1 of 1 connections");
    // The first steps may be over before the command begins to listen.
    assertThat(provisioned.out().lines().map(line -> line.strip().split("\\s+")))
        .filteredOn(words -> words.length > 5)
        .extracting(words -> words[1])
        .startsWith("byoc", "location", "site", "trunk", "outbound-route");
    assertThat(run("plan", spec).exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(run("trunks").out()).contains("acme");
    assertThat(run("trunks", "--check").out()).contains("acme", "DIAGNOSIS");
    assertThat(run("edges").out()).contains("virtual-edge");

    assertThat(run("runs").out()).contains("go live", "1/1", System.getProperty("user.name"));
    JsonNode runs = JSON.readTree(run("runs", "--json").out());
    String id = runs.get(0).path("id").asText();
    assertThat(run("runs", id).out()).contains("outbound-route", "finished", "created");
    assertThat(JSON.readTree(run("runs", id, "--journal").out()).path("writes")).hasSize(4);

    CommandRun undone = run("undo", id);
    assertThat(undone.exitCode()).as(undone.err()).isZero();
    assertThat(undone.out()).contains("rolled-back");
    assertThat(run("undo", id).exitCode()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void listeningAndSinksAreSetUpShownTestedAndEnded() {
    CommandRun set = run("events", "setup");
    assertThat(set.exitCode()).as(set.out() + set.err()).isZero();
    assertThat(set.out())
        .contains("org: simulator", "listening: yes", "test event: accepted", "sink log: arrived");
    assertThat(run("events", "sinks").out()).contains("SINK", "log");
    assertThat(run("events", "test").out()).startsWith("sent: ");
    assertThat(run("events", "dead-letters").out()).contains("No dead letters.");
    assertThat(run("events", "replay").out()).contains("replayed: 0");
    assertThat(run("events", "replay", "--from", "2026-03-01T00:00:00Z").exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);

    assertThat(run("events", "setup", "--remove").out()).contains("listened to no more");
    CommandRun none = run("events", "setup", "--remove");
    assertThat(none.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(none.err()).contains("listens to no org", "--org");
    assertThat(run("events", "setup", "--org", "simulator").exitCode()).isZero();

    assertThat(run("events", "setup", "--eventbridge").out())
        .contains("trunkline.hooks.eventbridge.scheme = bearer", service.url() + "/hooks/");
    CommandRun unknown = run("events", "setup", "--org", "nowhere");
    assertThat(unknown.exitCode()).isNotZero();
    assertThat(unknown.err()).contains("nowhere");
  }

  @Test
  void whatTheServiceRefusesIsToldInItsWords() throws Exception {
    CommandRun unknown = run("runs", "nonsense");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("there is no run nonsense");

    CommandRun elsewhere = run("provision", spec("elsewhere"), "--org", "nowhere");
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(elsewhere.err()).contains("nowhere").doesNotContain("Exception", "\tat ");
  }

  @Test
  void aServiceThatDiedIsNotAsked() throws Exception {
    Path dead = Files.createDirectories(folder.resolve("dead"));
    Files.writeString(
        dead.resolve("service.json"),
        "{\"pid\": %d, \"started\": \"2020-01-01T00:00:00Z\", \"url\": \"http://127.0.0.1:1\", \"holdsStore\": true}"
            .formatted(ProcessHandle.current().pid()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TrunklineCommand.execute(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "runs",
            "--data",
            dead.toString());
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).contains("No runs yet.");
  }
}
