package io.trunkline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** An undo goes backwards over what may have happened, and never hides what it could not do. */
class UndoTest {
  private final PipelineRoutes routes = new PipelineRoutes("location", "site", "trunk");

  @Test
  void aSucceededRunIsUndoneBackwards() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin");
      routes.seen.clear();
      node.engine.undo(run.id());

      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.ROLLED_BACK);
      assertThat(routes.seen)
          .containsExactly("undo berlin/trunk", "undo berlin/site", "undo berlin/location");
      assertThat(routes.org).isEmpty();
    }
  }

  @Test
  void aFailureIsFollowedByAnUndoWhenAsked() {
    routes.after.put(
        "paris/site",
        () -> {
          throw new IllegalStateException("effect, then no answer");
        });
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run started = node.engine.start(RunHarness.request(null, true, "berlin", "paris"));
      Run run = node.awaitEnd(started.id());

      assertThat(run.state()).isEqualTo(RunState.ROLLED_BACK);
      assertThat(RunHarness.at(run.problem(), "/connections")).hasToString("[\"paris\"]");
      assertThat(routes.org).isEmpty();
    }
  }

  @Test
  void anUndoThatFailsListsWhatIsLeftAndCanBeRepeated() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin", "paris");
      routes.fail("paris", "undo-site");
      node.engine.undo(run.id());
      Run stuck = node.awaitEnd(run.id());

      assertThat(stuck.state()).isEqualTo(RunState.NEEDS_ATTENTION);
      assertThat(RunHarness.at(stuck.problem(), "/left").findValuesAsText("step"))
          .containsExactly("site", "location");
      assertThat(routes.org).containsExactlyInAnyOrder("paris/location", "paris/site");

      routes.heal();
      routes.seen.clear();
      node.engine.undo(run.id());
      assertThat(node.awaitEnd(run.id()).state()).isEqualTo(RunState.ROLLED_BACK);
      assertThat(routes.seen).containsExactly("undo paris/site", "undo paris/location");
      assertThat(routes.org).isEmpty();
    }
  }

  @Test
  void anUndoneRunIsNeitherUndoneNorResumedAgain() {
    try (RunHarness node = RunHarness.inMemory(routes)) {
      Run run = node.runToEnd("berlin");
      node.engine.undo(run.id());
      node.awaitEnd(run.id());

      assertThatThrownBy(() -> node.engine.undo(run.id())).isInstanceOf(RunRefused.class);
      assertThatThrownBy(() -> node.engine.resume(run.id(), false)).isInstanceOf(RunRefused.class);
    }
  }
}
