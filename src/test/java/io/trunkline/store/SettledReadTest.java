package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Who tells others what it reads sees no commit that a crash could still take back. */
class SettledReadTest {
  private static final String GAP =
      """
      insert into source_gap (id, org, source, from_at, to_at, reason, recorded_at)
        values (?, 'o', 's', current_timestamp, current_timestamp, 'r', current_timestamp)""";

  @TempDir Path folder;

  private static Set<String> ids(Store store, boolean settled) {
    String sql = "select id from source_gap";
    List<String> ids =
        settled
            ? store.readSettled(jdbc -> jdbc.sql(sql).query(String.class).list())
            : store.read(jdbc -> jdbc.sql(sql).query(String.class).list());
    return Set.copyOf(ids);
  }

  @Test
  void aCommitThatIsNotForcedYetIsNotSeen() throws Exception {
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      AtomicBoolean seen = new AtomicBoolean();
      AtomicBoolean settledWaited = new AtomicBoolean();
      CompletableFuture<Set<String>> settled = new CompletableFuture<>();
      store
          .commits()
          .commitDurably(
              jdbc -> {
                TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                      @Override
                      public void afterCommit() {
                        // Committed, and not forced: others see it, who tells it further does not.
                        seen.set(
                            CompletableFuture.supplyAsync(() -> ids(store, false))
                                .join()
                                .contains("g1"));
                        var unused =
                            CompletableFuture.runAsync(() -> settled.complete(ids(store, true)));
                        try {
                          settled.get(500, TimeUnit.MILLISECONDS);
                        } catch (Exception late) {
                          settledWaited.set(true);
                        }
                      }
                    });
                return jdbc.sql(GAP).param("g1").update();
              });
      assertThat(seen).isTrue();
      assertThat(settledWaited).isTrue();
      assertThat(settled.get(30, TimeUnit.SECONDS)).containsExactly("g1");
    }
  }
}
