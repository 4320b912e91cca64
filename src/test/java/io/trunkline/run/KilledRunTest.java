package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.provisioning.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process killed at any boundary of the journal is followed by one that ends the run well. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class KilledRunTest {
  private static final int SIGKILL = 128 + 9;
  private static final List<String> STEPS = List.of("location", "site", "trunk");

  private static ChildJvm jvm;

  /** The first process ends well, and leaves the classes with which the others start. */
  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    jvm = new ChildJvm(Files.createDirectories(folder.resolve("jvm")));
    assertThat(ended(Files.createDirectories(folder.resolve("first")), "start", "")).isZero();
  }

  static Stream<String> placesOfAStep() {
    Stream<String> ofRun =
        Stream.of("running:before-state", "running:after-state", "succeeded:before-state");
    Stream<String> ofSteps =
        STEPS.stream()
            .flatMap(
                step ->
                    Stream.of(
                            "before-intent",
                            "given-intent",
                            "after-intent",
                            "before-intendWrite",
                            "write",
                            "effect",
                            "before-result",
                            "given-result",
                            "after-result")
                        .map(moment -> step + ":" + moment));
    return Stream.concat(ofRun, ofSteps);
  }

  static Stream<String> placesOfAnUndo() {
    Stream<String> ofRun =
        Stream.of("undoing:before-state", "undoing:after-state", "rolled-back:before-state");
    Stream<String> ofSteps =
        STEPS.stream()
            .flatMap(
                step ->
                    Stream.of(
                            "before-intent",
                            "after-intent",
                            "write",
                            "effect",
                            "before-end",
                            "after-end")
                        .map(moment -> "undo-" + step + ":" + moment));
    return Stream.concat(ofRun, ofSteps);
  }

  @ParameterizedTest
  @MethodSource("placesOfAStep")
  void aKilledRunIsFinishedByTheNextProcess(String place, @TempDir Path folder) throws Exception {
    assertThat(ended(folder, "start", place)).isEqualTo(SIGKILL);
    assertThat(folder.resolve("end")).doesNotExist();
    assertThat(ended(folder, "recover", "")).isZero();

    assertThat(Files.readAllLines(folder.resolve("finished"))).containsExactlyElementsOf(STEPS);
    assertThat(folder.resolve("end")).hasContent("rolled-back");
    assertThat(KilledNode.org(folder)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("placesOfAnUndo")
  void aKilledUndoIsFinishedByTheNextProcess(String place, @TempDir Path folder) throws Exception {
    assertThat(ended(folder, "undo", place)).isEqualTo(SIGKILL);
    assertThat(folder.resolve("finished")).exists();
    assertThat(folder.resolve("end")).doesNotExist();
    assertThat(ended(folder, "recover", "")).isZero();

    assertThat(folder.resolve("end")).hasContent("rolled-back");
    assertThat(KilledNode.org(folder)).isEmpty();
  }

  private static int ended(Path folder, String what, String place)
      throws IOException, InterruptedException {
    Process process = KilledNode.process(jvm, folder, what, place);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(place + " hung:\n" + Files.readString(folder.resolve("log")));
    }
    return process.exitValue();
  }
}
