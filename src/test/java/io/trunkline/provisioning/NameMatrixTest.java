package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Plan;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The name that a connection wants is there already, in every way: the run takes what is there or
 * refuses it, makes nothing twice, and its undo leaves what it found as it found it.
 */
@Tag("matrix")
@Execution(ExecutionMode.CONCURRENT)
class NameMatrixTest {
  private static final List<Thing> ORDER = List.of(Thing.values());

  private static SideBySide<MatrixBench> benches;

  /** The org when a connection has been made up to a thing, with the same ids in all. */
  private static final Map<Thing, JsonNode> UP_TO = new EnumMap<>(Thing.class);

  /** The objects of a connection, in the order in which they are made. */
  enum Thing {
    LOCATION("locations", "acme location", "/notes", "attic"),
    SITE("sites", "acme site", "/edgeAutoUpdateConfig/timeZone", "Asia/Kolkata"),
    TRUNK(
        "trunkBases", "acme", "/properties/trunk_transport_protocolVariant/value/instance", "tcp"),
    ROUTE("outboundRoutes", "Emergency", "/distribution", "RANDOM");

    final String kind;
    final String name;
    final String field;
    final String other;

    Thing(String kind, String name, String field, String other) {
      this.kind = kind;
      this.name = name;
      this.field = field;
      this.other = other;
    }

    JsonNode in(JsonNode org) {
      for (JsonNode object : org.path(kind)) {
        if (object.path("name").asText().equals(name)) {
          return object;
        }
      }
      throw new AssertionError("no " + name + " in " + kind);
    }
  }

  @BeforeAll
  static void start(@TempDir Path data) throws Exception {
    benches = MatrixBench.several(data, 3);
    benches.run(
        bench -> {
          bench.holds(bench.empty);
          PlannedOrg planned = bench.harness.planned(MatrixSpecs.FIRST);
          refuse(bench, MatrixSpecs.CREATES.get(1));
          Run run = bench.harness.provision(planned, false);
          for (Thing thing : Thing.values()) {
            UP_TO.put(thing, bench.harness.orgs.snapshot());
            if (thing != Thing.ROUTE) {
              bench.harness.orgs.control("DELETE", "faults", "");
              refuse(bench, MatrixSpecs.CREATES.get(2 + ORDER.indexOf(thing)));
              run = bench.resume(run);
            }
          }
          assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
        });
  }

  private static void refuse(MatrixBench bench, MatrixSpecs.Write write) {
    // The last one is refused nothing: there the run comes to its end.
    if (!write.equals(MatrixSpecs.CREATES.get(4))) {
      bench.strikes(write, "{status: 400}");
    }
  }

  @AfterAll
  static void stop() throws Exception {
    benches.end();
  }

  @ParameterizedTest
  @EnumSource
  void theSameIsTakenAndLeft(Thing thing) throws Exception {
    benches.run(bench -> assertTaken(bench, thing, upTo(thing)));
  }

  @ParameterizedTest
  @EnumSource
  void otherContentIsChangedAndGivenBack(Thing thing) throws Exception {
    benches.run(bench -> assertTaken(bench, thing, withOtherContent(thing, upTo(thing))));
  }

  static Stream<Arguments> pages() {
    return Stream.of(Thing.values())
        .flatMap(thing -> Stream.of(Arguments.of(thing, 2), Arguments.of(thing, 40)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void itIsFoundOnEveryPage(Thing thing, int page) throws Exception {
    benches.run(bench -> assertTaken(bench, thing, behind(100 * (page - 1), thing)));
  }

  @ParameterizedTest
  @EnumSource
  void twoOfThemAreRefusedWithBothIds(Thing thing) throws Exception {
    benches.run(
        bench -> {
          JsonNode org = upTo(thing).deepCopy();
          ObjectNode second = copy(thing.in(org), thing.name);
          ((ArrayNode) org.path(thing.kind)).add(second);
          bench.holds(org);
          Plan plan = bench.harness.plan(MatrixSpecs.FIRST);

          assertThat(plan.refused()).isTrue();
          assertThat(plan.toJson().toString())
              .contains(second.path("id").asText(), thing.in(org).path("id").asText());
        });
  }

  /** Names compare exactly; the plan tells of the neighbour, and nothing of it is touched. */
  @ParameterizedTest
  @EnumSource
  void anotherLetterCaseIsAnotherName(Thing thing) throws Exception {
    benches.run(
        bench -> {
          JsonNode org = upTo(thing).deepCopy();
          String shouted = thing.name.toUpperCase(Locale.ROOT);
          ((ObjectNode) thing.in(org)).put("name", shouted);
          bench.holds(org);
          List<String> before = OrgPicture.of(bench.harness.orgs.snapshot());
          PlannedOrg planned = bench.harness.planned(MatrixSpecs.FIRST);
          if (planned.plan().refused()) {
            // A termination identifier belongs to one trunk.
            assertThat(planned.plan().toJson().toString()).contains(shouted);
            return;
          }
          assertThat(planned.plan().toJson().toString()).contains("other letter case");
          Run run = bench.provision(planned);

          if (run.state() == RunState.SUCCEEDED) {
            assertThat(OrgPicture.of(bench.harness.orgs.snapshot()))
                .containsAll(named(thing, before, shouted));
            run = bench.undo(run);
          }
          bench.assertEnded(run, RunState.ROLLED_BACK, before);
        });
  }

  /** Somebody makes the same between plan and write; of one that the platform lets stand once. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCATION")
  void theSameMadeSinceThePlanIsTakenAndLeft(Thing thing) throws Exception {
    benches.run(
        bench -> {
          bench.holds(upTo(before(thing)));
          PlannedOrg planned = bench.harness.planned(MatrixSpecs.FIRST);
          JsonNode now = upTo(thing);
          bench.harness.orgs.control("PUT", "import", now.toString());
          List<String> found = OrgPicture.of(bench.harness.orgs.snapshot());
          Run run = bench.provision(planned);

          bench.assertEnded(run, RunState.SUCCEEDED, bench.afterFirst);
          assertThat(OrgPicture.of(undone(bench, run))).containsExactlyElementsOf(found);
        });
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOCATION")
  void otherContentMadeSinceThePlanIsRefusedAndLeft(Thing thing) throws Exception {
    benches.run(
        bench -> {
          bench.holds(upTo(before(thing)));
          PlannedOrg planned = bench.harness.planned(MatrixSpecs.FIRST);
          JsonNode now = withOtherContent(thing, upTo(thing));
          bench.harness.orgs.control("PUT", "import", now.toString());
          List<String> found = OrgPicture.of(bench.harness.orgs.snapshot());
          Run run = bench.provision(planned);

          bench.assertEnded(run, RunState.ROLLED_BACK, found);
        });
  }

  private static void assertTaken(MatrixBench bench, Thing thing, JsonNode org) throws Exception {
    bench.holds(org);
    List<String> before = OrgPicture.of(bench.harness.orgs.snapshot());
    int others = before.size() - OrgPicture.of(upTo(thing)).size();
    bench.holds(org);
    Run run = bench.harness.provision(MatrixSpecs.FIRST);

    assertThat(run.state()).as("%s", run.problem()).isEqualTo(RunState.SUCCEEDED);
    List<String> after = OrgPicture.of(bench.harness.orgs.snapshot());
    assertThat(after).containsAll(bench.afterFirst).hasSize(bench.afterFirst.size() + others);
    assertThat(OrgPicture.of(undone(bench, run))).containsExactlyElementsOf(before);
  }

  private static JsonNode undone(MatrixBench bench, Run run) {
    Run end = bench.undo(run);
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunState.ROLLED_BACK);
    return bench.harness.orgs.snapshot();
  }

  private static Thing before(Thing thing) {
    return ORDER.get(ORDER.indexOf(thing) - 1);
  }

  private static JsonNode upTo(Thing thing) {
    return UP_TO.get(thing);
  }

  private static JsonNode withOtherContent(Thing thing, JsonNode org) {
    JsonNode other = org.deepCopy();
    JsonPointer field = JsonPointer.compile(thing.field);
    ((ObjectNode) thing.in(other).at(field.head()))
        .put(field.last().getMatchingProperty(), thing.other);
    return other;
  }

  /** The org with so many others of the kind in front. */
  private static JsonNode behind(int count, Thing thing) {
    JsonNode org = upTo(thing).deepCopy();
    ArrayNode all = (ArrayNode) org.path(thing.kind);
    for (int i = 0; i < count; i++) {
      all.insert(0, copy(thing.in(upTo(thing)), "aaa %04d".formatted(i)));
    }
    return org;
  }

  private static ObjectNode copy(JsonNode object, String name) {
    ObjectNode copy = object.deepCopy();
    copy.put("id", UUID.randomUUID().toString()).put("name", name);
    if (copy.path("properties") instanceof ObjectNode properties) {
      properties.remove("trunk_sip_termination_uri");
    }
    return copy;
  }

  private static List<String> named(Thing thing, List<String> picture, String name) {
    return picture.stream()
        .filter(line -> line.startsWith(thing.kind) && line.contains("\"name\":\"" + name + '"'))
        .toList();
  }
}
