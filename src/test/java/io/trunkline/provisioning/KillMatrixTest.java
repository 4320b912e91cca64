package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.provisioning.MatrixSpecs.Write;
import io.trunkline.run.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real service is killed at every boundary of the journal of every step and of every undo; the
 * next process ends the run without being asked, and the org is exactly what it should be.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class KillMatrixTest {
  private static final int SIGKILL = 128 + 9;
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> STEPS = List.of("location", "site", "trunk", "outbound-route");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Kills at once: a start computes for a second or two, and waits no less. */
  private static final int AT_ONCE = 3;

  private static SideBySide<SimulatedOrgs> all;
  private static ChildJvm jvm;
  private static JsonNode empty;
  private static JsonNode provisioned;
  private static List<String> afterFirst;
  private static List<String> afterSecond;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    all = new SideBySide<>(Stream.generate(SimulatedOrgs::new).limit(AT_ONCE).toList());
    jvm = new ChildJvm(Files.createDirectories(folder.resolve("jvm")));
    all.run(
        orgs -> {
          empty = orgs.snapshot();
          Path first = prepared(orgs, folder.resolve("1"), MatrixSpecs.FIRST);
          assertThat(ended(first, "start", "")).as(() -> log(first)).isZero();
          provisioned = orgs.snapshot();
          afterFirst = OrgPicture.of(provisioned);
          Path second = prepared(orgs, folder.resolve("2"), MatrixSpecs.SECOND);
          assertThat(ended(second, "start", "")).as(() -> log(second)).isZero();
          afterSecond = OrgPicture.of(orgs.snapshot());
        });
  }

  @AfterAll
  static void stop() throws Exception {
    all.end();
  }

  static Stream<String> places() {
    Stream<String> ofRun =
        Stream.of(
            "running:before-state",
            "running:after-state",
            "byoc:before-intent",
            "byoc:given-intent",
            "byoc:after-intent",
            "byoc:before-result",
            "byoc:after-result",
            "acme:before-connection",
            "acme:given-connection",
            "acme:after-connection",
            "succeeded:before-state");
    Stream<String> ofSteps =
        STEPS.stream()
            .flatMap(
                step ->
                    Stream.of(
                            "before-intent",
                            "given-intent",
                            "after-intent",
                            "before-intendWrite",
                            "given-intendWrite",
                            "after-intendWrite",
                            "before-result",
                            "given-result",
                            "after-result")
                        .map(moment -> step + ":" + moment));
    return Stream.concat(ofRun, ofSteps);
  }

  static Stream<String> placesOfAnUndo() {
    Stream<String> ofRun = Stream.of("undoing:after-state", "rolled-back:before-state");
    Stream<String> ofSteps =
        STEPS.stream()
            .flatMap(
                step ->
                    Stream.of("before-intent", "after-intent", "before-end", "after-end")
                        .map(moment -> "undo-" + step + ":" + moment));
    return Stream.concat(ofRun, ofSteps);
  }

  static Stream<Arguments> sent() {
    return Stream.concat(
        MatrixSpecs.CREATES.stream().map(write -> Arguments.of(write, true)),
        MatrixSpecs.UPDATES.stream().map(write -> Arguments.of(write, false)));
  }

  static Stream<Arguments> sentByAnUndo() {
    return Stream.concat(
        MatrixSpecs.DELETES.stream().map(write -> Arguments.of(write, true)),
        MatrixSpecs.UPDATES.stream().map(write -> Arguments.of(write, false)));
  }

  @ParameterizedTest
  @MethodSource("places")
  void aKilledRunIsFinished(String place, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          prepared(holding(orgs, empty), folder, MatrixSpecs.FIRST);
          assertThat(ended(folder, "start", place)).isEqualTo(SIGKILL);
          assertFinishedAndUndone(orgs, folder, afterFirst, OrgPicture.of(empty));
        });
  }

  @ParameterizedTest
  @MethodSource("places")
  void aKilledChangeIsFinished(String place, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          prepared(holding(orgs, provisioned), folder, MatrixSpecs.SECOND);
          assertThat(ended(folder, "start", place)).isEqualTo(SIGKILL);
          assertFinishedAndUndone(orgs, folder, afterSecond, afterFirst);
        });
  }

  @ParameterizedTest
  @MethodSource("placesOfAnUndo")
  void aKilledUndoIsFinished(String place, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          prepared(holding(orgs, empty), folder, MatrixSpecs.FIRST);
          assertThat(ended(folder, "undo", place)).isEqualTo(SIGKILL);
          assertUndone(orgs, folder, OrgPicture.of(empty));
        });
  }

  @ParameterizedTest
  @MethodSource("placesOfAnUndo")
  void aKilledUndoOfAChangeIsFinished(String place, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          prepared(holding(orgs, provisioned), folder, MatrixSpecs.SECOND);
          assertThat(ended(folder, "undo", place)).isEqualTo(SIGKILL);
          assertUndone(orgs, folder, afterFirst);
        });
  }

  /** The request is with the platform, and the process that waits for the answer dies. */
  @ParameterizedTest
  @MethodSource("sent")
  void aProcessKilledBetweenRequestAndAnswerIsFollowedByOneThatLooksFirst(
      Write write, boolean fresh, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          holding(orgs, fresh ? empty : provisioned);
          prepared(orgs, folder, fresh ? MatrixSpecs.FIRST : MatrixSpecs.SECOND);
          killedAfter(orgs, write, folder, "start");
          assertFinishedAndUndone(
              orgs,
              folder,
              fresh ? afterFirst : afterSecond,
              fresh ? OrgPicture.of(empty) : afterFirst);
        });
  }

  @ParameterizedTest
  @MethodSource("sentByAnUndo")
  void anUndoKilledBetweenRequestAndAnswerIsFinished(
      Write write, boolean fresh, @TempDir Path folder) throws Exception {
    all.run(
        orgs -> {
          holding(orgs, fresh ? empty : provisioned);
          prepared(orgs, folder, fresh ? MatrixSpecs.FIRST : MatrixSpecs.SECOND);
          killedAfter(orgs, write, folder, "undo");
          assertUndone(orgs, folder, fresh ? OrgPicture.of(empty) : afterFirst);
        });
  }

  /**
   * The next process finishes the run, and then undoes it: what the killed one had made counts as
   * made by the run.
   */
  private static void assertFinishedAndUndone(
      SimulatedOrgs orgs, Path folder, List<String> finished, List<String> undone)
      throws Exception {
    assertThat(ended(folder, "recover", "")).as(() -> log(folder)).isZero();
    JsonNode recovered = JSON.readTree(Files.readString(folder.resolve("recovered.json")));
    assertThat(OrgPicture.of(recovered)).containsExactlyElementsOf(finished);
    assertThat(folder.resolve("end")).hasContent(RunState.ROLLED_BACK.text());
    assertThat(OrgPicture.of(orgs.snapshot())).containsExactlyElementsOf(undone);
  }

  private static void assertUndone(SimulatedOrgs orgs, Path folder, List<String> undone)
      throws Exception {
    assertThat(ended(folder, "recover", "")).as(() -> log(folder)).isZero();
    assertThat(folder.resolve("end")).hasContent(RunState.ROLLED_BACK.text());
    assertThat(OrgPicture.of(orgs.snapshot())).containsExactlyElementsOf(undone);
  }

  private static void killedAfter(SimulatedOrgs orgs, Write write, Path folder, String what)
      throws Exception {
    orgs.faults(
        "faults: [{match: {method: %s, path: '%s'}, nth: %d, act: {when: after, delayMs: 2500}}]"
            .formatted(write.method(), write.path(), what.equals("undo") ? 1 + before(write) : 1));
    Process process =
        jvm.start(folder.resolve("log"), KilledService.class, folder.toString(), what, "");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !process.isAlive()
                    || orgs.control("GET", "faults", "").at("/faults/0/strikes").asLong() == 1);
    assertThat(process.isAlive()).as(() -> log(folder)).isTrue();
    process.destroyForcibly().waitFor();
    orgs.control("DELETE", "faults", "");
  }

  /** How many such requests the run makes before its undo does. */
  private static int before(Write write) {
    if (write.method().equals("DELETE")) {
      return 0;
    }
    return write.path().startsWith(MatrixSpecs.ROUTES) ? 2 : 1;
  }

  private static SimulatedOrgs holding(SimulatedOrgs orgs, JsonNode document) {
    orgs.control("DELETE", "faults", "");
    orgs.control("PUT", "import", document.toString());
    return orgs;
  }

  private static Path prepared(SimulatedOrgs orgs, Path folder, String spec) throws IOException {
    Files.createDirectories(folder);
    Properties settings = new Properties();
    settings.putAll(
        ProvisioningHarness.settings(
            orgs, folder.resolve("data"), Map.of("trunkline.http.timeout", "4s")));
    try (var out = Files.newBufferedWriter(folder.resolve("settings"))) {
      settings.store(out, null);
    }
    Files.writeString(folder.resolve("spec.yaml"), spec);
    return folder;
  }

  private static int ended(Path folder, String what, String place) throws Exception {
    Process process =
        jvm.start(folder.resolve("log"), KilledService.class, folder.toString(), what, place);
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("hung: " + log(folder));
    }
    return process.exitValue();
  }

  private static String log(Path folder) {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
