package io.trunkline.analytics;

import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** What an org itself counted, and how it agrees with the stored conversations. Thread-safe. */
public final class AggregateRows {
  /** The metric that both sides know: calls that were answered. */
  static final String CONNECTED = "nConnected";

  private static final Duration COMPARED = Duration.ofDays(1);
  private static final int BATCH = 1_000;

  private final Store store;
  private final Subjects subjects;
  private final PullLedger ledger;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  /** With the store that it is kept in. */
  public AggregateRows(Store store, Subjects subjects, PullLedger ledger) {
    this.store = store;
    this.subjects = subjects;
    this.ledger = ledger;
    this.jdbc = new JdbcTemplate(store.dataSource());
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(store.dataSource()));
  }

  /**
   * One count of an hour.
   *
   * @param edge id of the edge, empty for none
   * @param at begin of the hour
   * @param metric as the API spells it
   * @param sum milliseconds, 0 for counts
   */
  record Count(String edge, boolean inbound, Instant at, String metric, long count, long sum) {}

  /**
   * Calls that were answered, in the latest whole hours that both sides have.
   *
   * @param told what the org counted
   * @param stored legs in the store
   */
  public record Agreement(Instant from, Instant to, long told, long stored) {}

  /**
   * Puts the counts of a window in the place of what was there.
   *
   * @throws StoreUnavailable when the database does not answer; nothing is changed then
   */
  void replace(String org, PullWindow window, List<Count> counts) {
    int number = subjects.org(org);
    try {
      transactions.executeWithoutResult(
          status -> {
            jdbc.update(
                "delete from series_aggregate where org = ? and at >= ? and at < ?",
                number,
                window.from().getEpochSecond(),
                window.to().getEpochSecond());
            jdbc.batchUpdate(
                "insert into series_aggregate (org, edge, inbound, at, metric, n, total)"
                    + " values (?, ?, ?, ?, ?, ?, ?)",
                counts,
                BATCH,
                (statement, count) -> {
                  statement.setInt(1, number);
                  statement.setString(2, count.edge());
                  statement.setBoolean(3, count.inbound());
                  statement.setLong(4, count.at().getEpochSecond());
                  statement.setString(5, count.metric());
                  statement.setLong(6, count.count());
                  statement.setLong(7, count.sum());
                });
          });
    } catch (DataAccessException | TransactionException e) {
      throw new StoreUnavailable("the store did not take counts of " + org, e);
    }
  }

  /** How both sides agree; empty as long as they have no whole hour in common. */
  public Optional<Agreement> agreement(String org) {
    Optional<Instant> told = ledger.watermark(org, PullSource.AGGREGATES.token());
    Optional<Instant> settled = ledger.watermark(org, PullSource.SETTLED.token());
    if (told.isEmpty() || settled.isEmpty()) {
      return Optional.empty();
    }
    Instant to =
        (told.get().isBefore(settled.get()) ? told : settled).get().truncatedTo(ChronoUnit.HOURS);
    Instant from = to.minus(COMPARED);
    int number = subjects.org(org);
    return store.read(
        client ->
            Optional.of(
                new Agreement(
                    from,
                    to,
                    client
                        .sql(
                            "select coalesce(sum(n), 0) from series_aggregate"
                                + " where org = ? and metric = ? and at >= ? and at < ?")
                        .params(number, CONNECTED, from.getEpochSecond(), to.getEpochSecond())
                        .query(Long.class)
                        .single(),
                    client
                        .sql(
                            "select count(*) from series_leg where org = ? and started >= ? and started < ?"
                                + " and answered is not null")
                        .params(number, from.toEpochMilli(), to.toEpochMilli())
                        .query(Long.class)
                        .single())));
  }
}
