package io.trunkline.event.watch;

import io.trunkline.genesys.notification.WatchStatus;
import io.trunkline.store.Store;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers over restarts when each org was heard last, so that the time between is known to be one
 * in which events may have been missed.
 */
public final class WatchMemory {
  private final Store store;
  private final Supplier<List<WatchStatus>> watches;

  /** With where it is kept, and the watches of this process. */
  public WatchMemory(Store store, Supplier<List<WatchStatus>> watches) {
    this.store = store;
    this.watches = watches;
  }

  /** Writes down what was heard; an org that misses something keeps the time before it did. */
  public void remember() {
    for (WatchStatus watch : watches.get()) {
      Instant heard = watch.heardAt();
      if (watch.hears() && heard != null) {
        store.commits().enqueue(jdbc -> write(jdbc, watch.org(), heard));
      }
    }
  }

  private static void write(
      org.springframework.jdbc.core.simple.JdbcClient jdbc, String org, Instant heard) {
    OffsetDateTime at = heard.atOffset(ZoneOffset.UTC);
    int known =
        jdbc.sql("update watch_memory set heard_at = ? where org = ?").params(at, org).update();
    if (known == 0) {
      jdbc.sql("insert into watch_memory (org, heard_at) values (?, ?)").params(org, at).update();
    }
  }

  /** When an org was heard last by any process of this store, null when it never was. */
  public @Nullable Instant heardAt(String org) {
    return store.read(
        jdbc ->
            jdbc.sql("select heard_at from watch_memory where org = ?")
                .param(org)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(null));
  }
}
