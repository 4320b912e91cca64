package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.run.JdbcRunStore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The guards of runs are needed: with any one of them taken out of the code, a test turns red. Each
 * mutation is compiled into a copy of the classes, and the test runs on those.
 */
@Tag("matrix")
class MutationsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/trunkline");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
  private static final Path MIGRATION = MIGRATIONS.resolve("V1__runs.sql");

  /**
   * A guard taken out.
   *
   * @param name what is dropped
   * @param file where it stands
   * @param from its text, which occurs once
   * @param to what stands there instead
   * @param test what must turn red
   */
  record Mutation(String name, Path file, String from, String to, String test) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mutation> mutations() {
    Path run = SOURCES.resolve("run");
    Path genesys = SOURCES.resolve("genesys");
    return Stream.of(
        new Mutation(
            "no intent before a write",
            genesys.resolve("Writes.java"),
            "listener.intends(origin, intent.toJson());",
            "",
            "io.trunkline.provisioning.GuardedRunsTest#whatAKilledRunMadeIsUndone"),
        new Mutation(
            "no intent before a step",
            run.resolve("ActiveRun.java"),
            "store.intent(claim, key, order, attempt, undo)",
            "CompletableFuture.<Void>completedFuture(null)",
            "io.trunkline.run.EmbeddedRunTakeoverTest"),
        new Mutation(
            "no look at whether an entry was kept",
            run.resolve("GivenEntries.java"),
            "throw e;",
            "",
            "io.trunkline.run.RefusedEntryTest"),
        new Mutation(
            "no wait for the intent before an effect",
            run.resolve("SettledNode.java"),
            "run.settle(connection);",
            "",
            "io.trunkline.run.IntentBeforeEffectTest"),
        new Mutation(
            "no wait for the intents before a write",
            run.resolve("ActiveRun.java"),
            "CommitQueue.await(written);",
            "",
            "io.trunkline.run.IntentBeforeEffectTest"),
        new Mutation(
            "no look before a create in doubt",
            genesys.resolve("Ensure.java"),
            "asked.doubt() == Doubt.NONE && known != null",
            "known != null",
            "io.trunkline.provisioning.GuardedRunsTest#aCreateWithoutAnAnswerIsNotRepeated"),
        new Mutation(
            "no patience with lists that lag behind",
            genesys.resolve("Ensure.java"),
            "? settings.untilSettled(asked.earlier().last(), Instant.now())",
            "? Duration.ZERO",
            "io.trunkline.provisioning.GuardedRunsTest#aListThatLagsBehindIsWaitedFor"),
        new Mutation(
            "no fencing of a node that lost the run",
            run.resolve("Leases.java"),
            "if (owned.isEmpty()) {",
            "if (owned == null) {",
            "io.trunkline.run.EmbeddedRunTakeoverTest"),
        new Mutation(
            "no fencing within the process",
            run.resolve("ActiveRuns.java"),
            "run == null || token == null || token != run.claim().token()",
            "run == null",
            "io.trunkline.run.ActiveRunsTest"),
        new Mutation(
            "no unique index over locked connections",
            MIGRATION,
            "primary key (org, connection)",
            "primary key (org, connection, run_id)",
            "io.trunkline.run.PostgresRunStoreTest"),
        new Mutation(
            "no unique index over locked objects",
            MIGRATIONS.resolve("V9__run_objects.sql"),
            "primary key (org, name)",
            "primary key (org, name, run_id)",
            "io.trunkline.run.PostgresRunStoreTest"),
        new Mutation(
            "no lock over what connections share",
            SOURCES.resolve("provisioning/SharedObjects.java"),
            ".filter(PlannedStep::writes)",
            ".filter(step -> step == null)",
            "io.trunkline.provisioning.GuardedRunsTest#twoRunsThatShareWhatIsNewMakeItOnce"),
        new Mutation(
            "no unique index over idempotency keys",
            MIGRATION,
            "create unique index run_idempotency_key",
            "create index run_idempotency_key",
            "io.trunkline.run.EmbeddedRunStoreTest"),
        new Mutation(
            "no comparison with the plan",
            genesys.resolve("Ensure.java"),
            "departure.isPresent()",
            "departure == null",
            "io.trunkline.provisioning.PlanIsAppliedTest"),
        new Mutation(
            "no proof before a delete",
            genesys.resolve("Reversion.java"),
            "found.isPresent() && isOurs(write, found.get())",
            "found.isPresent()",
            "io.trunkline.provisioning.UndoRestoresTheOrgTest"),
        new Mutation(
            "no look at what others changed since",
            genesys.resolve("Reversion.java"),
            "if (!former.conflicts().isEmpty()) {",
            "if (former == null) {",
            "io.trunkline.provisioning.UndoRestoresTheOrgTest"),
        new Mutation(
            "no second look at an org that others changed",
            SOURCES.resolve("provisioning/RunStart.java"),
            "|| exchange.getVariable(RunVariables.OUTDATED, false, Boolean.class)",
            "",
            "io.trunkline.provisioning.GuardedRunsTest#twoPeopleWhoPlannedAtOnceMakeOneConnection"),
        new Mutation(
            "no step is passed over",
            run.resolve("JournaledStep.java"),
            "earlier.state() != StepState.FINISHED",
            "true",
            "io.trunkline.run.ResumeTest"));
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void withoutAGuardATestTurnsRed(Mutation mutation, @TempDir Path folder) throws Exception {
    Path classes = classesOf(JdbcRunStore.class);
    Path mutated = Files.createDirectories(folder.resolve("classes"));
    copy(classes, mutated);
    apply(mutation, mutated, folder);
    ChildJvm jvm = new ChildJvm(folder, Map.of(classes, mutated));
    Path log = folder.resolve("log");
    Process process = jvm.start(log, TestMain.class, mutation.test());
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }

    assertThat(process.exitValue()).as(() -> read(log)).isEqualTo(TestMain.RED);
  }

  private static Path classesOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void apply(Mutation mutation, Path classes, Path folder) throws IOException {
    String text = Files.readString(mutation.file());
    assertThat(text.split(java.util.regex.Pattern.quote(mutation.from()), -1))
        .as("%s occurs once in %s", mutation.from(), mutation.file())
        .hasSize(2);
    String changed = text.replace(mutation.from(), mutation.to());
    if (mutation.file().startsWith(MIGRATIONS)) {
      Files.writeString(
          classes.resolve("db/migration").resolve(mutation.file().getFileName()), changed);
    } else {
      compile(Files.writeString(folder.resolve(mutation.file().getFileName()), changed), classes);
    }
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      assertThat(compiled).as(said::toString).isTrue();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
