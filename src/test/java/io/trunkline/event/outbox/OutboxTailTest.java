package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.event.Notification;
import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who follows one org's trunks hears all of them, and looks at what is not theirs once. */
class OutboxTailTest {
  private static final String STATE = "io.trunkline.trunk.state";

  @TempDir Path folder;

  private static void tell(Store store, String org, String type, int from, int count) {
    List<Notification> told = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      told.add(
          new Notification(
              "e" + i,
              type,
              "/orgs/" + org,
              "t",
              Instant.EPOCH,
              JsonNodeFactory.instance.objectNode().put("n", i).toString()));
    }
    Outbox outbox = new Outbox(store, Clock.systemUTC());
    store
        .commits()
        .commit(
            jdbc -> {
              outbox.add(jdbc, told);
              return true;
            });
  }

  @Test
  void thePlaceMovesPastWhatIsNotTheirs() {
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      OutboxTail tail = new OutboxTail(store);
      long place = tail.newest();
      tell(store, "other", STATE, 0, 300);
      tell(store, "mine", "io.trunkline.trunk.event", 300, 300);
      OutboxTail.Read nothing = tail.after(place, "mine");
      assertThat(nothing.changes()).isEmpty();
      assertThat(nothing.place()).isEqualTo(tail.newest()).isGreaterThan(place);

      tell(store, "mine", STATE, 600, 450);
      tell(store, "other", STATE, 1050, 10);
      List<Long> heard = new ArrayList<>();
      OutboxTail.Read read = tail.after(nothing.place(), "mine");
      while (!read.changes().isEmpty()) {
        read.changes().forEach(change -> heard.add(change.seq()));
        read = tail.after(read.place(), "mine");
      }
      assertThat(heard).hasSize(450).isSorted().doesNotHaveDuplicates();
      assertThat(read.place()).isEqualTo(tail.newest());
    }
  }
}
