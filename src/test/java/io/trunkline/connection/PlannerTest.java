package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From connections and an inventory to what would be written. */
class PlannerTest {

  @Test
  void createsEverythingInAnEmptyOrg() {
    Plan plan = Planner.plan(List.of(Specs.only(Specs.MINIMAL)), Specs.emptyOrg());
    assertThat(actions(plan)).containsExactly("unchanged", "create", "create", "create", "update");
    assertThat(plan.writes()).isEqualTo(4);
    assertThat(plan.refused()).isFalse();
  }

  @Test
  void namesWhatToDoWithoutTheProduct() {
    Plan plan = Planner.plan(List.of(Specs.only(Specs.MINIMAL)), Inventory.EMPTY);
    assertThat(plan.connections().get(0).steps())
        .extracting(step -> step.refusal() == null ? null : step.refusal().reason())
        .containsExactly(Refusal.Reason.PRODUCT_MISSING, Refusal.Reason.MANAGED_SITE_MISSING);
    assertThat(plan.writes()).isZero();
  }

  private static List<String> actions(Plan plan) {
    return plan.connections().stream()
        .flatMap(connection -> connection.steps().stream())
        .map(step -> step.action().word())
        .toList();
  }
}
