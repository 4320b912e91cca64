package io.trunkline.analytics;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.trunkline.store.Store;
import io.trunkline.store.StoreUnavailable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes rows of the time series. Every row has a key: written again it stands once, a correction
 * replaces it, and the hours that it touches are marked so that {@link RollUps} makes them anew.
 * Each call commits in transactions of at most {@value #TOGETHER} rows beside the journal's queue,
 * which long writes would hold up; on a server two of them at once. Thread-safe.
 */
public final class SeriesWriter {
  private static final int TOGETHER = 20_000;
  private static final long MILLIS = 1_000;
  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Store store;
  private final Subjects subjects;
  private final AttributionRules rules;
  private final BulkRows bulk;
  private final SampleDays days = new SampleDays();
  private final SeriesTransactions transactions;
  private final Map<String, OrgTrunks> trunks = new ConcurrentHashMap<>();

  /** With where rows go and how legs are attributed. */
  public SeriesWriter(Store store, Subjects subjects, AttributionRules rules) {
    this.store = store;
    this.subjects = subjects;
    this.rules = rules;
    this.transactions = new SeriesTransactions(store);
    this.bulk = store.isExclusive() ? new BatchedRows() : new CopiedRows();
  }

  /**
   * Tells the org's runtime trunks, as its inventory lists them. Legs are attributed among these;
   * tell them before legs, and again when they may have changed.
   */
  public void trunks(String org, List<TrunkRef> listed) {
    trunks(org).tell(listed);
  }

  /**
   * Writes what polls saw.
   *
   * @throws StoreUnavailable when the database does not answer; some of the rows may be written,
   *     and all may be repeated
   */
  public void samples(String org, List<MinuteSample> samples) {
    OrgTrunks known = trunks(org);
    Map<List<Object>, Object[]> rows = new LinkedHashMap<>();
    for (MinuteSample sample : samples) {
      int trunk = known.trunk(sample.trunkId());
      long second = sample.at().getEpochSecond();
      long minute = second - Math.floorMod(second, MINUTE);
      Object[] row = {
        trunk,
        minute,
        (short) (second - minute),
        sample.inbound(),
        sample.outbound(),
        sample.mismatches()
      };
      rows.merge(
          List.of(trunk, minute),
          row,
          (old, next) -> (short) next[2] >= (short) old[2] ? next : old);
    }
    inParts(
        rows,
        part ->
            write(
                org,
                RawTable.SAMPLE,
                Family.CALLS,
                part,
                row -> hours((long) row[1], (long) row[1])));
  }

  /**
   * Writes legs of conversations and attributes them to trunks.
   *
   * @throws StoreUnavailable as {@link #samples}
   */
  public void legs(String org, List<ConversationLeg> legs) {
    OrgTrunks known = trunks(org);
    LegRows made = new LegRows(subjects.org(org), known);
    Map<List<Object>, Object[]> rows = new LinkedHashMap<>();
    for (ConversationLeg leg : legs) {
      Object[] row = made.row(leg);
      rows.merge(
          List.of(row[LegRows.CONVERSATION], row[LegRows.SESSION]),
          row,
          (old, next) -> next[LegRows.ENDED] != null || old[LegRows.ENDED] == null ? next : old);
    }
    inParts(rows, part -> write(org, RawTable.LEG, Family.LEGS, part, SeriesWriter::legHours));
  }

  /**
   * Writes SIP checks of an org's carriers.
   *
   * @throws StoreUnavailable as {@link #samples}
   */
  public void paths(String org, List<PathCheck> checks) {
    OrgTrunks known = trunks(org);
    Map<List<Object>, Object[]> rows = new LinkedHashMap<>();
    for (PathCheck check : checks) {
      int target = known.target(check.target());
      long at = check.at().toEpochMilli();
      rows.put(List.of(target, at), new Object[] {target, at, check.rttMillis()});
    }
    inParts(
        rows,
        part ->
            write(
                org,
                RawTable.PATH,
                Family.PATH,
                part,
                row -> hours((long) row[1] / MILLIS, (long) row[1] / MILLIS)));
  }

  /**
   * Counts a leg for the trunk that media statistics named, for certain, whatever other sources say
   * of it later.
   *
   * @return false when the org has no such trunk or leg, or the leg is counted for it already
   * @throws StoreUnavailable as {@link #samples}
   */
  @CanIgnoreReturnValue
  public boolean named(String org, String conversation, String session, String trunkId) {
    OrgTrunks known = trunks(org);
    if (!known.legs().has(trunkId)) {
      return false;
    }
    NamedLeg leg =
        new NamedLeg(
            subjects.org(org),
            LegRows.uuid(conversation),
            LegRows.uuid(session),
            known.trunk(trunkId));
    return transactions.run(
        org,
        1,
        connection -> {
          Object[] row = leg.update(connection);
          if (row.length > 0) {
            mark(connection, subjects.org(org), Family.LEGS, legHours(row));
          }
          return row.length > 0;
        });
  }

  private OrgTrunks trunks(String org) {
    return trunks.computeIfAbsent(org, name -> new OrgTrunks(name, subjects, rules));
  }

  private static Set<Long> legHours(Object[] row) {
    long started = (long) row[LegRows.STARTED];
    Long ended = (Long) row[LegRows.ENDED];
    // A call of days counts its busy time in its first day only, as the roll-up does.
    long last = ended == null ? started : Math.min(ended, started + DAY * MILLIS);
    return hours(Math.floorDiv(started, MILLIS), Math.floorDiv(Math.max(started, last), MILLIS));
  }

  private static Set<Long> hours(long from, long to) {
    Set<Long> hours = new HashSet<>();
    for (long hour = from - Math.floorMod(from, HOUR); hour <= to; hour += HOUR) {
      hours.add(hour);
    }
    return hours;
  }

  private void inParts(Map<?, Object[]> rows, Consumer<List<Object[]>> write) {
    List<Object[]> all = new ArrayList<>(rows.values());
    List<List<Object[]>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += TOGETHER) {
      parts.add(all.subList(from, Math.min(all.size(), from + TOGETHER)));
    }
    if (store.isExclusive() || parts.size() < 2) {
      parts.forEach(write);
      return;
    }
    // A server writes for each connection on a processor of its own, and no key is in two parts.
    int half = parts.size() / 2;
    CompletableFuture<Void> beside =
        CompletableFuture.runAsync(() -> parts.subList(0, half).forEach(write));
    try {
      parts.subList(half, parts.size()).forEach(write);
    } finally {
      beside.handle((done, failure) -> null).join();
    }
    try {
      beside.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreUnavailable unavailable ? unavailable : e;
    }
  }

  private void write(
      String org,
      RawTable table,
      Family family,
      List<Object[]> rows,
      java.util.function.Function<Object[], Set<Long>> touched) {
    Set<Long> hours = new TreeSet<>();
    rows.forEach(row -> hours.addAll(touched.apply(row)));
    int number = subjects.org(org);
    boolean unused =
        transactions.run(
            org,
            rows.size(),
            connection -> {
              if (family == Family.CALLS && !store.isExclusive()) {
                Set<Long> needed = new TreeSet<>();
                hours.forEach(hour -> needed.add(hour - Math.floorMod(hour, DAY)));
                days.make(connection, needed);
              }
              bulk.write(connection, table, rows);
              mark(connection, number, family, hours);
              return true;
            });
  }

  private static void mark(Connection connection, int org, Family family, Set<Long> hours)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into series_dirty (org, family, at) values (?, ?, ?)")) {
      for (long hour : hours) {
        statement.setInt(1, org);
        statement.setInt(2, family.code());
        statement.setLong(3, hour);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
