package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** From connections and an inventory to what would be written. */
class PlannerTest {
  private static final Connection MINIMAL = Specs.only(Specs.MINIMAL);
  private static final Connection COMPLETE = Specs.only(Specs.COMPLETE);

  @Test
  void createsEverythingInAnEmptyOrg() {
    Plan plan = Planner.plan(List.of(MINIMAL), Specs.emptyOrg());
    assertThat(words(plan))
        .containsExactly(
            "byoc unchanged byoc",
            "location create Office",
            "site create Office BYOC",
            "trunk create carrier-a",
            "outbound-route update Default Outbound Route");
    assertThat(plan.writes()).isEqualTo(4);
    assertThat(plan.refused()).isFalse();
  }

  @Test
  void changesNothingTheSecondTime() {
    Plan plan = Planner.plan(List.of(COMPLETE), provisioned(COMPLETE));
    assertThat(plan.connections().get(0).steps())
        .allMatch(step -> step.action() == PlannedAction.UNCHANGED && step.id() != null)
        .hasSize(6);
    assertThat(plan.writes()).isZero();
  }

  @Test
  void updatesOnlyWhatDiffers() {
    Connection changed =
        Specs.only(
            Specs.COMPLETE
                .replace("[SU, MO]", "[SU]")
                .replace("trunk_language: de-DE", "trunk_language: en-GB"));
    Plan plan = Planner.plan(List.of(changed), provisioned(COMPLETE));
    assertThat(words(plan)).contains("site update Acme Berlin BYOC", "trunk update carrier-a");
    assertThat(changes(plan))
        .extracting(FieldChange::path)
        .containsExactly("edgeAutoUpdateConfig.rrule", "properties.trunk_language.value.instance");
    assertThat(plan.writes()).isEqualTo(2);
  }

  @Test
  void sharesALocationAndASite() {
    String second =
        """
          - location: {name: Office}
            site: {name: Office BYOC}
            trunk: {name: carrier-b, sipServers: [sip.other.example]}
        """;
    List<Connection> connections =
        SpecReader.read(Specs.MINIMAL + second, "spec.yaml").spec().connections();
    Plan plan = Planner.plan(connections, Specs.emptyOrg());
    assertThat(words(plan).subList(5, 10))
        .containsExactly(
            "byoc unchanged byoc",
            "location unchanged Office",
            "site unchanged Office BYOC",
            "trunk create carrier-b",
            "outbound-route update Default Outbound Route");
    assertThat(plan.connections().get(1).steps().get(4).changes())
        .extracting(change -> change.path() + " " + change.before() + " " + change.after())
        .containsExactly(
            "externalTrunkBases [{\"name\":\"carrier-a\"}]"
                + " [{\"name\":\"carrier-a\"},{\"name\":\"carrier-b\"}]");
    assertThat(plan.writes()).isEqualTo(6);
  }

  @Test
  void createsARouteThatGenesysDoesNotMake() {
    Plan plan = Planner.plan(List.of(COMPLETE), Specs.emptyOrg());
    assertThat(words(plan))
        .containsSubsequence(
            "outbound-route update Default Outbound Route", "outbound-route create Abroad");
    String premises = Specs.COMPLETE.replace("mediaModel: Cloud", "mediaModel: Premises");
    assertThat(words(Planner.plan(List.of(Specs.only(premises)), Specs.emptyOrg())))
        .contains("outbound-route create Default Outbound Route");
  }

  @Test
  void createsTheAutomaticRouteWhereSomebodyDeletedIt() {
    Inventory whole = provisioned(MINIMAL);
    Inventory without =
        new Inventory(
            whole.products(), whole.locations(), whole.sites(), whole.trunkBases(), List.of());
    assertThat(words(Planner.plan(List.of(MINIMAL), without)))
        .contains("outbound-route create Default Outbound Route");
  }

  @Test
  void namesWhatToDoWithoutTheProduct() {
    Plan plan = Planner.plan(List.of(MINIMAL), Inventory.EMPTY);
    assertThat(refusals(plan))
        .extracting(Refusal::reason)
        .containsExactly(Refusal.Reason.PRODUCT_MISSING, Refusal.Reason.MANAGED_SITE_MISSING);
    assertThat(refusals(plan)).allSatisfy(r -> assertThat(r.fix()).isNotBlank());
    assertThat(plan.writes()).isZero();
  }

  @Test
  void refusesTwoObjectsOfOneName() {
    Inventory inventory = provisioned(MINIMAL);
    JsonNode twin = changed(inventory.locations().get(0), node -> node.put("id", "twin"));
    Refusal refusal =
        refusals(Planner.plan(List.of(MINIMAL), with(inventory, Kind.LOCATION, twin))).get(0);
    assertThat(refusal.reason()).isEqualTo(Refusal.Reason.AMBIGUOUS_NAME);
    assertThat(refusal.field()).isEqualTo("location.name");
    assertThat(refusal.rule()).contains("id-1", "twin");
  }

  @Test
  void doesNotSeeWhatIsDeleted() {
    Inventory inventory = provisioned(MINIMAL);
    UnaryOperator<ObjectNode> delete = node -> node.put("state", "deleted");
    JsonNode twin =
        changed(inventory.locations().get(0), node -> delete.apply(node).put("id", "x"));
    assertThat(Planner.plan(List.of(MINIMAL), with(inventory, Kind.LOCATION, twin)).writes())
        .isZero();
    JsonNode gone = changed(inventory.trunkBases().get(0), delete);
    assertThat(words(Planner.plan(List.of(MINIMAL), with(inventory, Kind.TRUNK_BASE, gone))))
        .contains("trunk create carrier-a");
  }

  @Test
  void refusesToChangeTheMediaModel() {
    String premises = Specs.COMPLETE.replace("mediaModel: Cloud", "mediaModel: Premises");
    Plan plan = Planner.plan(List.of(Specs.only(premises)), provisioned(COMPLETE));
    assertThat(refusals(plan))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Refusal.Reason.IMMUTABLE_FIELD);
              assertThat(refusal.field()).isEqualTo("site.mediaModel");
            });
    assertThat(words(plan)).doesNotContain("trunk unchanged carrier-a");
    assertThat(plan.writes()).isZero();
  }

  @Test
  void refusesToChangeTheTrunkType() {
    Connection pbx = Specs.only(Specs.COMPLETE.replace("type: carrier", "type: pbx"));
    assertThat(refusals(Planner.plan(List.of(pbx), provisioned(COMPLETE))))
        .extracting(Refusal::field)
        .containsExactly("trunk.type");
  }

  @Test
  void refusesATerminationIdentifierOfAnotherTrunk() {
    Connection other =
        Specs.only(
            Specs.COMPLETE
                .replace("name: carrier-a", "name: carrier-b")
                .replace("acme-a", "ACME-A"));
    assertThat(refusals(Planner.plan(List.of(other), provisioned(COMPLETE))))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo(Refusal.Reason.IDENTIFIER_TAKEN);
              assertThat(refusal.rule()).contains("carrier-a (id-");
            });
  }

  @Test
  void leavesNothingOfARefusedConnectionToTheNext() {
    String second =
        """
          - location: {name: Office}
            site: {name: Office BYOC}
            trunk: {name: carrier-b, sipServers: [sip.other.example]}
        """;
    List<Connection> connections =
        SpecReader.read(
                Specs.MINIMAL.replace("trunk: {", "trunk: {terminationIdentifier: acme-a, ")
                    + second,
                "spec.yaml")
            .spec()
            .connections();
    JsonNode taken =
        changed(
            DesiredState.trunk(COMPLETE, Reference.toBeMade("elsewhere")),
            node -> node.put("id", "t"));
    Plan plan =
        Planner.plan(
            connections,
            with(
                Specs.emptyOrg(),
                Kind.TRUNK_BASE,
                changed(taken, node -> node.put("name", "taker"))));
    assertThat(plan.connections().get(0).refused()).isTrue();
    assertThat(plan.connections().get(0).writes()).isZero();
    assertThat(words(plan)).contains("location create Office", "trunk create carrier-b");
    assertThat(plan.writes()).isEqualTo(4);
  }

  @Test
  void reportsANameThatDiffersInLetterCaseOnly() {
    Connection other = Specs.only(Specs.MINIMAL.replace("{name: Office}", "{name: OFFICE}"));
    Plan plan = Planner.plan(List.of(other), provisioned(MINIMAL));
    PlannedStep location = plan.connections().get(0).steps().get(1);
    assertThat(location.action()).isEqualTo(PlannedAction.CREATE);
    assertThat(location.notes()).singleElement().asString().contains("Office (id-1)");
  }

  @Test
  void warnsOfAnAddressChangeBesideAnEmergencyNumber() {
    Connection moved = Specs.only(Specs.COMPLETE.replace("city: Berlin", "city: Bonn"));
    PlannedStep location =
        Planner.plan(List.of(moved), provisioned(COMPLETE)).connections().get(0).steps().get(1);
    assertThat(location.notes()).singleElement().asString().contains("address");
  }

  @Test
  void ignoresPhoneTrunksAndManagedSitesOfTheSameName() {
    Inventory inventory = provisioned(MINIMAL);
    JsonNode phone =
        changed(
            inventory.trunkBases().get(0),
            node -> node.put("id", "phone").put("trunkType", "PHONE"));
    JsonNode managed =
        changed(inventory.sites().get(1), node -> node.put("id", "managed").put("managed", true));
    Inventory crowded = with(with(inventory, Kind.TRUNK_BASE, phone), Kind.SITE, managed);
    Plan plan = Planner.plan(List.of(MINIMAL), crowded);
    assertThat(plan.refused()).isFalse();
    assertThat(plan.writes()).isZero();
  }

  @Test
  void writesItsJsonWithoutSecrets() {
    JsonNode json = Planner.plan(List.of(COMPLETE), Specs.emptyOrg()).toJson();
    assertThat(json.path("writes").asInt()).isEqualTo(5);
    assertThat(json.at("/connections/0/connection").asText()).isEqualTo("acme-berlin");
    assertThat(json.at("/connections/0/steps/3/changes/0"))
        .isEqualTo(Specs.json("{\"path\":\"name\",\"before\":null,\"after\":\"carrier-a\"}"));
    assertThat(json.toString()).contains("(secret)").doesNotContain("$secret");
  }

  private static Inventory provisioned(Connection connection) {
    Org org = new Org();
    org.provision(connection);
    return org.inventory();
  }

  private static Inventory with(Inventory inventory, Kind kind, JsonNode object) {
    return new Inventory(
        inventory.products(),
        added(inventory.locations(), kind == Kind.LOCATION, object),
        added(inventory.sites(), kind == Kind.SITE, object),
        added(inventory.trunkBases(), kind == Kind.TRUNK_BASE, object),
        inventory.outboundRoutes());
  }

  /** With the object added, in the place of one with its id. */
  private static List<JsonNode> added(List<JsonNode> objects, boolean add, JsonNode object) {
    if (!add) {
      return objects;
    }
    List<JsonNode> result = new ArrayList<>(objects);
    result.removeIf(other -> other.path("id").equals(object.path("id")));
    result.add(object);
    return result;
  }

  private static JsonNode changed(JsonNode node, UnaryOperator<ObjectNode> change) {
    return change.apply(node.deepCopy());
  }

  private static List<String> words(Plan plan) {
    return plan.connections().stream()
        .flatMap(connection -> connection.steps().stream())
        .map(step -> step.step() + " " + step.action().word() + " " + step.name())
        .toList();
  }

  private static List<FieldChange> changes(Plan plan) {
    return plan.connections().stream()
        .flatMap(connection -> connection.steps().stream())
        .flatMap(step -> step.changes().stream())
        .toList();
  }

  private static List<Refusal> refusals(Plan plan) {
    List<Refusal> refusals = new ArrayList<>();
    plan.connections().stream()
        .flatMap(connection -> connection.steps().stream())
        .forEach(
            step -> {
              if (step.refusal() != null) {
                refusals.add(step.refusal());
              }
            });
    return refusals;
  }
}
