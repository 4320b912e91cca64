package io.trunkline.run;

import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The calls of each minute that nodes of one store have taken, so that together they keep to an
 * org's budget. Minutes are those of the database's clock. Thread-safe.
 */
public final class CallSlices {
  private static final Logger LOG = LoggerFactory.getLogger(CallSlices.class);
  private static final int SECONDS = 60;

  private final Store store;

  /** In a store that the nodes share. */
  public CallSlices(Store store) {
    this.store = store;
  }

  /**
   * Takes calls of the present minute for this node. A store that does not answer costs the slice,
   * not the run: one call is let through, and whether more may be made is asked again a second
   * later.
   *
   * @param calls how many at most
   * @param perMinute how many all nodes together may make
   */
  public Slice take(String org, int calls, int perMinute) {
    try {
      return store.commits().commit(jdbc -> take(jdbc, org, calls, perMinute));
    } catch (StoreUnavailable e) {
      LOG.warn("the calls of org {} cannot be shared now: {}", org, e.getMessage());
      return new Slice(1, Duration.ofSeconds(1));
    }
  }

  private static Slice take(JdbcClient jdbc, String org, int calls, int perMinute) {
    double now =
        jdbc.sql("select extract(epoch from current_timestamp)").query(Double.class).single();
    long minute = (long) now / SECONDS;
    jdbc.sql("delete from call_slice where org = ? and epoch_minute < ?")
        .params(org, minute)
        .update();
    jdbc.sql("insert into call_slice values (?, ?, 0) on conflict do nothing")
        .params(org, minute)
        .update();
    int taken =
        jdbc.sql("select taken from call_slice where org = ? and epoch_minute = ? for update")
            .params(org, minute)
            .query(Integer.class)
            .single();
    int granted = Math.max(0, Math.min(calls, perMinute - taken));
    jdbc.sql("update call_slice set taken = taken + ? where org = ? and epoch_minute = ?")
        .params(granted, org, minute)
        .update();
    return new Slice(granted, Duration.ofMillis((long) (1000 * ((minute + 1) * SECONDS - now))));
  }

  /**
   * What a node took.
   *
   * @param calls that it may make
   * @param lasts how long the minute still lasts
   */
  public record Slice(int calls, Duration lasts) {}
}
