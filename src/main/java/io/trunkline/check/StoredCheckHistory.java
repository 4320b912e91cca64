package io.trunkline.check;

import io.trunkline.sip.Verdict;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.sip.history.CheckKey;
import io.trunkline.sip.history.CheckPoint;
import io.trunkline.sip.history.InMemoryCheckHistory;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.function.Suppliers;

/**
 * A history that outlives the process. The newest points are answered from memory; what is added is
 * written behind, the verdicts of a second with one commit, so a check never waits for the
 * database: of a crash that second may be lost, of a stop nothing. What is older than the retention
 * is deleted now and then.
 */
public final class StoredCheckHistory extends ServiceSupport implements CheckHistory {
  private final Supplier<InMemoryCheckHistory> recent;
  private final CheckTables tables;
  private final WriteBehind writes;

  /**
   * What earlier processes left is read when it is first needed.
   *
   * @param points kept in memory for each series
   * @param keep how long points stay in the store
   */
  public StoredCheckHistory(Store store, int points, Duration keep, Clock clock) {
    this.tables = new CheckTables(store);
    this.writes = new WriteBehind(store, tables, keep, clock);
    this.recent = Suppliers.memorize(() -> restored(points));
  }

  @Override
  protected void doStop() {
    writes.end();
  }

  private InMemoryCheckHistory restored(int points) {
    InMemoryCheckHistory history = new InMemoryCheckHistory(points);
    for (Verdict latest : tables.latest()) {
      history.restore(latest, tables.newest(CheckKey.of(latest), points));
    }
    return history;
  }

  @Override
  public Optional<Verdict> add(Verdict verdict) {
    Optional<Verdict> before = recent.get().add(verdict);
    writes.add(verdict);
    return before;
  }

  @Override
  public List<Verdict> latest() {
    return recent.get().latest();
  }

  @Override
  public Optional<Verdict> latest(CheckKey key) {
    return recent.get().latest(key);
  }

  @Override
  public List<CheckPoint> points(CheckKey key) {
    return recent.get().points(key);
  }

  @Override
  public List<CheckPoint> points(CheckKey key, Instant from, Instant to) {
    return tables.between(key, from, to);
  }
}
