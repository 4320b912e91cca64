package io.trunkline.analytics;

import io.trunkline.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far each source of an org has been read, who reads it now, and what is missing. One node at a
 * time holds the lease of a source; its token makes a node that was away too long notice.
 * Thread-safe.
 */
public final class PullLedger {
  private final Store store;
  private final Subjects subjects;
  private final Clock clock;

  /** With the store that it is kept in. */
  public PullLedger(Store store, Subjects subjects, Clock clock) {
    this.store = store;
    this.subjects = subjects;
    this.clock = clock;
  }

  /**
   * The right to read a source.
   *
   * @param upto event time up to which everything is in the store; null before the first reading
   */
  public record Lease(String org, String source, String node, long token, @Nullable Instant upto) {}

  /**
   * Something missing.
   *
   * @param lost true when nobody will have it any more
   * @param closed when it was read after all; null while it is missing
   */
  public record Gap(
      long id,
      String org,
      String source,
      Instant begins,
      Instant ends,
      String reason,
      Instant noted,
      @Nullable Instant closed,
      boolean lost) {}

  /** Event time up to which a source is in the store; empty before the first reading. */
  public Optional<Instant> watermark(String org, String source) {
    int number = subjects.org(org);
    return store.read(
        jdbc ->
            jdbc.sql(
                    "select upto from series_watermark where org = ? and source = ? and upto is not null")
                .params(number, source)
                .query(Long.class)
                .optional()
                .map(Instant::ofEpochMilli));
  }

  /** Claims a source; empty while another node holds it. A node may claim again what it holds. */
  public Optional<Lease> claim(String org, String source, String node, Duration lease) {
    int number = subjects.org(org);
    long now = clock.millis();
    return store
        .commits()
        .commit(
            jdbc -> {
              jdbc.sql(
                      """
                      insert into series_watermark (org, source, token, lease_until) values (?, ?, 0, 0)
                        on conflict do nothing""")
                  .params(number, source)
                  .update();
              int claimed =
                  jdbc.sql(
                          """
                          update series_watermark set node = ?, token = token + 1, lease_until = ?
                            where org = ? and source = ? and (lease_until <= ? or node = ?)""")
                      .params(node, now + lease.toMillis(), number, source, now, node)
                      .update();
              return claimed == 0
                  ? Optional.<Lease>empty()
                  : jdbc.sql(
                          "select token, upto from series_watermark where org = ? and source = ?")
                      .params(number, source)
                      .query((row, i) -> lease(row, org, source, node))
                      .optional();
            });
  }

  private static Lease lease(ResultSet row, String org, String source, String node)
      throws SQLException {
    return new Lease(org, source, node, row.getLong("token"), time(row, "upto"));
  }

  /** Prolongs a lease; false when another node has the source. */
  public boolean renew(Lease held, Duration lease) {
    return update(
        held,
        "update series_watermark set lease_until = ? where org = ? and source = ? and token = ?",
        clock.millis() + lease.toMillis());
  }

  /**
   * Says that everything up to a time is in the store. Commit the rows first.
   *
   * @return false when another node has the source: nothing was changed
   */
  public boolean advance(Lease held, Instant upto) {
    return update(
        held,
        "update series_watermark set upto = ? where org = ? and source = ? and token = ?",
        upto.toEpochMilli());
  }

  /** Gives a source back; does nothing when another node has it. */
  public void release(Lease held) {
    boolean unused =
        update(
            held,
            "update series_watermark set lease_until = ? where org = ? and source = ? and token = ?",
            0);
  }

  /** Gives back whatever a node has. */
  public void releaseAll(String node) {
    store
        .commits()
        .commit(
            jdbc ->
                jdbc.sql("update series_watermark set lease_until = 0 where node = ?")
                    .param(node)
                    .update());
  }

  private boolean update(Lease held, String sql, long value) {
    int number = subjects.org(held.org());
    return store
        .commits()
        .commit(
            jdbc -> jdbc.sql(sql).params(value, number, held.source(), held.token()).update() == 1);
  }

  /** Notes that a stretch is missing; one that is noted already is left as it is. */
  public void noteGap(
      String org, String source, Instant begins, Instant ends, String reason, boolean lost) {
    int number = subjects.org(org);
    long noted = clock.millis();
    store
        .commits()
        .commit(
            jdbc ->
                jdbc.sql(
                        """
                        insert into series_gap (org, source, begins, ends, reason, noted, lost)
                          select cast(? as int), cast(? as varchar(60)), cast(? as bigint), cast(? as bigint),
                                 cast(? as varchar(1000)), cast(? as bigint), cast(? as boolean)
                            where not exists (select 1 from series_gap
                              where org = ? and source = ? and begins = ? and ends = ? and closed is null)""")
                    .params(
                        number,
                        source,
                        begins.toEpochMilli(),
                        ends.toEpochMilli(),
                        reason,
                        noted,
                        lost)
                    .params(number, source, begins.toEpochMilli(), ends.toEpochMilli())
                    .update());
  }

  /** Says that a gap was filled. */
  public void closeGap(long id) {
    long now = clock.millis();
    store
        .commits()
        .commit(
            jdbc ->
                jdbc.sql("update series_gap set closed = ? where id = ? and closed is null")
                    .params(now, id)
                    .update());
  }

  /** What an org misses in a stretch, lost or not, oldest first; a null source asks for all. */
  public List<Gap> openGaps(String org, @Nullable String source, Instant from, Instant to) {
    int number = subjects.org(org);
    String ofSource = source == null ? "" : " and source = ?";
    return store.read(
        jdbc -> {
          var query =
              jdbc.sql(
                      "select * from series_gap where org = ? and closed is null and begins < ? and ends > ?"
                          + ofSource
                          + " order by begins, id")
                  .params(number, to.toEpochMilli(), from.toEpochMilli());
          return (source == null ? query : query.param(source))
              .query((row, i) -> gap(row, org))
              .list();
        });
  }

  private static Gap gap(ResultSet row, String org) throws SQLException {
    return new Gap(
        row.getLong("id"),
        org,
        row.getString("source"),
        Instant.ofEpochMilli(row.getLong("begins")),
        Instant.ofEpochMilli(row.getLong("ends")),
        row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("noted")),
        time(row, "closed"),
        row.getBoolean("lost"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }
}
