package io.trunkline.connection;

import static io.trunkline.connection.ConnectionArbitraries.CANARY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws that hold for every connection and every org. */
class ConnectionLawsTest {
  private static final Reference SITE = new Reference("s", "Site", null);
  private static final Reference TRUNK = new Reference("t", "Trunk", null);

  @Provide
  Arbitrary<Connection> connections() {
    return ConnectionArbitraries.connection();
  }

  @Provide
  Arbitrary<List<Connection>> files() {
    return ConnectionArbitraries.file();
  }

  @Provide
  Arbitrary<JsonNode> noise() {
    return Arbitraries.of(
            "{\"version\":3,\"unknown\":{\"a\":[1]},\"edges\":[{}]}",
            "{\"properties\":{\"trunk_x\":{\"type\":\"string\",\"value\":{\"default\":1}}}}",
            "{\"externalTrunkBases\":[{\"id\":\"other\"}],\"primarySites\":null,\"address\":null}",
            "{\"emergencyNumber\":{\"number\":\"+49 30 1\"},\"mediaRegions\":[\"home\"]}",
            "{}")
        .map(Specs::json);
  }

  @Property(tries = 150)
  void nothingIsLeftToChangeAfterAMerge(
      @ForAll("connections") Connection now,
      @ForAll("connections") Connection before,
      @ForAll("noise") JsonNode noise) {
    List<ObjectNode> desired = bodies(now);
    List<ObjectNode> earlier = bodies(before);
    for (int i = 0; i < desired.size(); i++) {
      JsonNode actual = Changes.merge(noise, earlier.get(Math.min(i, earlier.size() - 1)));
      ObjectNode merged = Changes.merge(desired.get(i), actual);
      assertThat(Changes.between(desired.get(i), merged)).isEmpty();
      assertThat(Changes.merge(desired.get(i), merged)).isEqualTo(merged);
      assertThat(merged.path("version")).isEqualTo(actual.path("version"));
      assertThat(merged.path("unknown")).isEqualTo(actual.path("unknown"));
    }
  }

  @Property(tries = 150)
  void aRunMakesTheWritesOfItsPlanAndTheNextOneNone(@ForAll("files") List<Connection> file) {
    Org org = new Org();
    Plan plan = Planner.plan(file, org.inventory());
    file.forEach(org::provision);
    assertThat(org.writes()).isEqualTo(plan.writes());
    Plan next = Planner.plan(file, org.inventory());
    assertThat(next.writes()).isZero();
    assertThat(next.connections())
        .flatExtracting(ConnectionPlan::steps)
        .allMatch(step -> step.action() == PlannedAction.UNCHANGED);
  }

  @Property(tries = 150)
  void aChangedFileWritesWhatItsPlanSays(
      @ForAll("files") List<Connection> before, @ForAll("files") List<Connection> after) {
    Org org = new Org();
    before.forEach(org::provision);
    int made = org.writes();
    Plan plan = Planner.plan(after, org.inventory());
    List<Connection> possible = new ArrayList<>();
    plan.connections().stream()
        .filter(planned -> !planned.refused())
        .forEach(planned -> possible.add(planned.connection()));
    possible.forEach(org::provision);
    assertThat(org.writes() - made).isEqualTo(plan.writes());
    assertThat(Planner.plan(possible, org.inventory()).writes()).isZero();
  }

  @Property(tries = 100)
  void aSpecReadsBackAsItWasWritten(@ForAll("connections") Connection connection) throws Exception {
    Connection.Credentials credentials = connection.trunk().credentials();
    if (credentials != null && credentials.password() instanceof SecretRef.Inline) {
      return;
    }
    Spec spec = new Spec(List.of(connection));
    ObjectNode json = SpecWriter.toJson(spec);
    assertThat(SpecReader.read(json.toString(), "spec.json").spec()).isEqualTo(spec);
    String yaml = new YAMLMapper().writeValueAsString(json);
    assertThat(SpecReader.read(yaml, "spec.yaml").spec()).isEqualTo(spec);
  }

  @Property(tries = 100)
  void noSecretIsEverShown(@ForAll("files") List<Connection> file) {
    Plan plan = Planner.plan(file, new Org().inventory());
    assertThat(plan.toJson().toString()).doesNotContain(CANARY);
    assertThat(plan.toString()).doesNotContain(CANARY);
    assertThat(file.toString()).doesNotContain(CANARY);
    assertThat(SpecWriter.toJson(new Spec(file)).toString()).doesNotContain(CANARY);
    assertThat(Specs.MAPPER.valueToTree(file).toString()).doesNotContain(CANARY);
    file.forEach(
        connection ->
            assertThat(DesiredState.trunk(connection, SITE).toString()).doesNotContain(CANARY));
  }

  private static List<ObjectNode> bodies(Connection connection) {
    List<ObjectNode> bodies = new ArrayList<>();
    bodies.add(DesiredState.location(connection));
    bodies.add(
        DesiredState.site(
            connection, new Reference("l", "Location", null), new Reference("m", "M", null)));
    bodies.add(DesiredState.trunk(connection, SITE));
    connection
        .outboundRoutes()
        .forEach(route -> bodies.add(DesiredState.outboundRoute(connection, route, TRUNK, false)));
    return bodies;
  }
}
