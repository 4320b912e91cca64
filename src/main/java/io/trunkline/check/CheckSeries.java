package io.trunkline.check;

import io.trunkline.analytics.PathCheck;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import io.trunkline.store.StoreUnavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the round trips of scheduled checks into the time series: many together, so that a check
 * never waits for the database. What the store does not take is kept for the next time, and written
 * at the latest when the service stops. Thread-safe.
 */
public final class CheckSeries extends ServiceSupport {
  private static final int MOST_WAITING = 200_000;
  private static final Logger LOG = LoggerFactory.getLogger(CheckSeries.class);

  private final BiConsumer<String, List<PathCheck>> rows;
  private final TrunksOfChecks trunks;
  private final Supplier<String> fallback;
  private final Deque<Verdict> waiting = new ArrayDeque<>();

  /**
   * With where rows go.
   *
   * @param rows takes the rows of an org, any number of times; {@code SeriesWriter.paths}
   * @param trunks whose servers are asked
   * @param fallback the org that a server of no connection is counted for; empty for none
   */
  public CheckSeries(
      BiConsumer<String, List<PathCheck>> rows, TrunksOfChecks trunks, Supplier<String> fallback) {
    this.rows = rows;
    this.trunks = trunks;
    this.fallback = fallback;
  }

  /**
   * Keeps a verdict until {@link #write}; a check that could not be made says nothing of a path.
   */
  public synchronized void collect(@Body Verdict verdict) {
    if (verdict.outcome() == Outcome.UNKNOWN && verdict.timing().first() == null) {
      return;
    }
    if (waiting.size() == MOST_WAITING) {
      waiting.removeFirst();
      LOG.warn("the store takes no rows: the oldest SIP check of {} is lost", MOST_WAITING);
    }
    waiting.addLast(verdict);
  }

  /**
   * Writes what was collected.
   *
   * @throws StoreUnavailable when the store does not answer; nothing is lost
   */
  public void write() {
    List<Verdict> taken = take();
    try {
      byOrg(taken).forEach(rows);
    } catch (RuntimeException e) {
      putBack(taken);
      throw e;
    }
  }

  private synchronized List<Verdict> take() {
    List<Verdict> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }

  private synchronized void putBack(List<Verdict> taken) {
    for (int i = taken.size() - 1; i >= 0 && waiting.size() < MOST_WAITING; i--) {
      waiting.addFirst(taken.get(i));
    }
  }

  private Map<String, List<PathCheck>> byOrg(List<Verdict> verdicts) {
    Map<String, List<PathCheck>> byOrg = new LinkedHashMap<>();
    for (Verdict verdict : verdicts) {
      PathCheck row = new PathCheck(verdict.target(), verdict.at(), verdict.timing().first());
      for (String org : orgs(verdict)) {
        byOrg.computeIfAbsent(org, none -> new ArrayList<>()).add(row);
      }
    }
    return byOrg;
  }

  private Set<String> orgs(Verdict verdict) {
    Set<String> orgs =
        trunks.of(verdict).stream().map(WatchedTrunk::org).collect(Collectors.toSet());
    String other = fallback.get();
    return !orgs.isEmpty() ? orgs : other.isEmpty() ? Set.of() : Set.of(other);
  }

  @Override
  protected void doStop() {
    try {
      write();
    } catch (StoreUnavailable e) {
      LOG.warn("the last SIP checks are not in the time series: {}", e.getMessage());
    }
  }
}
