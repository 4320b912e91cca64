package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.run.RunState;
import io.trunkline.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two processes on one PostgreSQL server: when the one that owns a run dies or hangs, the other
 * takes the run over and ends it, and what the first one still tries is refused.
 */
@Tag("matrix")
class TwoNodesTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SIGKILL = 128 + 9;

  private static PostgresServer postgres;
  private static SimulatedOrgs orgs;
  private static ChildJvm jvm;
  private static List<String> expected;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    postgres = new PostgresServer(folder.resolve("pg"));
    orgs = new SimulatedOrgs();
    jvm = new ChildJvm(Files.createDirectories(folder.resolve("jvm")));
    Path alone = prepared(folder.resolve("alone"));
    Process process = node(alone, "start", "");
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(() -> log(alone)).isZero();
    expected = OrgPicture.of(orgs.snapshot());
  }

  @AfterAll
  static void stop() {
    orgs.close();
    postgres.close();
  }

  @BeforeEach
  void emptyOrg() {
    orgs.reset();
  }

  static Stream<String> places() {
    return Stream.of(
        "site:after-intent",
        "site:before-intendWrite",
        "location:after-intendWrite",
        "trunk:before-result",
        "trunk:after-result");
  }

  @ParameterizedTest
  @MethodSource("places")
  void theRunOfAKilledNodeIsFinishedByTheOther(String place, @TempDir Path folder)
      throws Exception {
    String since = Instant.now().toString();
    Process owner = node(prepared(folder.resolve("a")), "start", place);
    Process other = node(prepared(folder.resolve("b")), "follow", since);

    assertThat(owner.waitFor()).as(() -> log(folder.resolve("a"))).isEqualTo(SIGKILL);
    assertFinishedBy(other, folder.resolve("b"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void aNodeThatHungIsFencedOffWhenItGoesOn(String place, @TempDir Path folder) throws Exception {
    // It stops itself there, as a machine does that is put to sleep.
    String since = Instant.now().toString();
    Process owner = node(prepared(folder.resolve("a")), "start", "stop:" + place);
    Process other = node(prepared(folder.resolve("b")), "follow", since);
    assertFinishedBy(other, folder.resolve("b"));
    int writes = orgs.writes().size();
    new ProcessBuilder("kill", "-CONT", Long.toString(owner.pid())).start().waitFor();

    // It finds the run ended by the other one.
    assertThat(owner.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(owner.exitValue()).as(() -> log(folder.resolve("a"))).isZero();
    assertThat(OrgPicture.of(orgs.snapshot())).containsExactlyElementsOf(expected);
    assertThat(orgs.writes()).as("writes of the node that had lost the run").hasSize(writes);
  }

  private static void assertFinishedBy(Process other, Path folder) throws Exception {
    assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue()).as(() -> log(folder)).isZero();
    assertThat(folder.resolve("end")).hasContent(RunState.SUCCEEDED.text());
    assertThat(OrgPicture.of(orgs.snapshot())).containsExactlyElementsOf(expected);
  }

  private static Path prepared(Path folder) throws IOException {
    Files.createDirectories(folder);
    Properties settings = new Properties();
    settings.putAll(
        ProvisioningHarness.settings(
            orgs,
            folder.resolve("data"),
            Map.of(
                "trunkline.http.timeout", "2s",
                "trunkline.runs.lease", "2s",
                "trunkline.store.url", postgres.url(),
                "trunkline.store.user", "postgres")));
    try (var out = Files.newBufferedWriter(folder.resolve("settings"))) {
      settings.store(out, null);
    }
    Files.writeString(folder.resolve("spec.yaml"), MatrixSpecs.FIRST);
    return folder;
  }

  private static Process node(Path folder, String what, String place) throws IOException {
    return jvm.start(folder.resolve("log"), KilledService.class, folder.toString(), what, place);
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
