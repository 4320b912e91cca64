package io.trunkline.analytics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes figures of legs in steps, each kept in a table of the session: what is read is read once,
 * on databases too that evaluate a subquery as often as it is named, and at most an hour's changes
 * are sorted at once. Belongs to one transaction, after which the tables are emptied.
 *
 * @param sql org, stretch and width
 * @param subjects keys of the subjects that are asked for; empty for all
 */
record StagedLegs(RollUpSql sql, List<Integer> subjects) {
  private static final long HOUR = 3_600;

  /** As {@code db/embedded/V8.1__staged_legs.sql} has them. */
  private static final List<String> TABLES =
      List.of(
          "stage_bucket (at bigint not null)",
          """
          stage_busy (trunk int not null, at bigint not null, began bigint not null,
            ended bigint not null, talk bigint not null)""",
          """
          stage_part (trunk int not null, at bigint not null,
            attempts bigint, connected bigint, failed bigint, uncertain bigint, occupied_millis bigint,
            talk_millis bigint, mos_min double precision, mos_sum double precision, mos_count bigint,
            r_min double precision, r_sum double precision, r_count bigint, latency_max int, latency_sum bigint,
            latency_count bigint, received bigint, discarded bigint)""",
          "stage_peak (subject int not null, at bigint not null, peak bigint not null)");

  private static final List<String> INDEXES =
      List.of(
          "create index if not exists stage_bucket_at on stage_bucket (at)",
          "create index if not exists stage_busy_at on stage_busy (at)");

  /** Makes the tables of a server's session; the embedded database has them in its schema. */
  static void tables(JdbcClient jdbc, boolean embedded) {
    if (embedded) {
      return;
    }
    for (String table : TABLES) {
      String made = "create local temporary table if not exists %s on commit delete rows";
      jdbc.sql(made.formatted(table)).update();
    }
    INDEXES.forEach(index -> jdbc.sql(index).update());
  }

  /** Empties the tables; to be done before the transaction ends. */
  static void empty(JdbcClient jdbc) {
    for (String table : List.of("stage_bucket", "stage_busy", "stage_part", "stage_peak")) {
      jdbc.sql("delete from " + table).update();
    }
  }

  /** Fills the session's tables, from which {@link #figures} selects. */
  void fill(JdbcClient jdbc) {
    empty(jdbc);
    jdbc.sql("insert into stage_bucket (at) values " + buckets()).update();
    jdbc.sql(busy()).update();
    jdbc.sql(begun()).update();
    jdbc.sql(occupied()).update();
    Map<Integer, List<Integer>> members = members(jdbc);
    for (long from = sql.from(); from < sql.to(); from += HOUR) {
      peaks(jdbc, members, from, Math.min(sql.to(), from + HOUR));
    }
  }

  private Map<Integer, List<Integer>> members(JdbcClient jdbc) {
    Map<Integer, List<Integer>> members = new HashMap<>();
    jdbc.sql(
            sql.said(
                "select m.trunk, m.subject from series_member m join series_subject s on s.id = m.subject"
                    + " where s.org = :org"
                    + asked("m.subject")))
        .query(
            row -> {
              members.computeIfAbsent(row.getInt(1), any -> new ArrayList<>()).add(row.getInt(2));
            });
    return members;
  }

  private static void peaks(
      JdbcClient jdbc, Map<Integer, List<Integer>> members, long from, long to) {
    PeakCalls peaks = new PeakCalls(members);
    jdbc.sql(
            "select trunk, at, began, ended from stage_busy where at >= %d and at < %d"
                .formatted(from, to))
        .query(
            row -> {
              peaks.taken(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4));
            });
    peaks.tell(
        values -> jdbc.sql("insert into stage_peak (subject, at, peak) values " + values).update());
  }

  private String buckets() {
    return LongStream.iterate(sql.from(), at -> at < sql.to(), at -> at + sql.width())
        .mapToObj(at -> "(" + at + ")")
        .collect(Collectors.joining(", "));
  }

  private String asked(String column) {
    return subjects.isEmpty()
        ? ""
        : " and %s in (%s)"
            .formatted(
                column, subjects.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private String askedTrunks() {
    return subjects.isEmpty()
        ? ""
        : " and l.trunk in (select m.trunk from series_member m where true"
            + asked("m.subject")
            + ")";
  }

  /** What each leg took of each bucket: a channel is taken from begin to end. */
  private String busy() {
    return sql.said(
        """
        insert into stage_busy (trunk, at, began, ended, talk)
        select l.trunk, b.at, greatest(l.started, b.at * 1000),
               least(l.ended, l.started + :longest, (b.at + :width) * 1000),
               case when l.answered is null then 0
                    else greatest(0, least(l.ended, l.started + :longest, (b.at + :width) * 1000)
                                     - greatest(l.answered, b.at * 1000)) end
          from series_leg l
          join stage_bucket b on b.at >= (l.started - mod(l.started, :widthMillis)) / 1000
                             and b.at <= (least(l.ended, l.started + :longest) - 1) / 1000
         where l.org = :org and l.started >= :fromMillis - :longest and l.started < :toMillis
           and l.ended > l.started and l.ended > :fromMillis"""
            + askedTrunks());
  }

  /** What belongs to the moment a leg began. */
  private String begun() {
    return sql.said(
        """
        insert into stage_part
        select l.trunk, (l.started - mod(l.started, :widthMillis)) / 1000, count(*),
               sum(case when l.outcome = :connected then 1 else 0 end),
               sum(case when l.outcome = :failed then 1 else 0 end),
               sum(case when l.attribution > :certain then 1 else 0 end), 0, 0,
               min(l.mos), coalesce(sum(l.mos), 0), count(l.mos),
               min(l.r_factor), coalesce(sum(l.r_factor), 0), count(l.r_factor),
               max(l.latency), coalesce(sum(l.latency), 0), count(l.latency),
               coalesce(sum(l.received), 0), coalesce(sum(l.discarded), 0)
          from series_leg l
         where l.org = :org and l.started >= :fromMillis and l.started < :toMillis and l.outcome <> :underWay"""
            + askedTrunks()
            + " group by l.trunk, (l.started - mod(l.started, :widthMillis)) / 1000");
  }

  private String occupied() {
    return sql.said(
        """
        insert into stage_part
        select trunk, at, 0, 0, 0, 0, sum(ended - began), sum(talk), null, 0, 0, null, 0, 0, null, 0, 0, 0, 0
          from stage_busy group by trunk, at""");
  }

  /** The figures, of {@link RollUpSql#LEG_COLUMNS}. */
  String figures() {
    return """
        select subject, at, sum(attempts) as attempts, sum(connected) as connected, sum(failed) as failed,
               sum(uncertain) as uncertain, sum(occupied_millis) as occupied_millis, sum(talk_millis) as talk_millis,
               max(peak) as peak, min(mos_min) as mos_min, sum(mos_sum) as mos_sum, sum(mos_count) as mos_count,
               min(r_min) as r_min, sum(r_sum) as r_sum, sum(r_count) as r_count,
               max(latency_max) as latency_max, sum(latency_sum) as latency_sum, sum(latency_count) as latency_count,
               sum(received) as received, sum(discarded) as discarded
          from (select m.subject, p.at, p.attempts, p.connected, p.failed, p.uncertain, p.occupied_millis,
                       p.talk_millis, 0 as peak, p.mos_min, p.mos_sum, p.mos_count, p.r_min, p.r_sum, p.r_count,
                       p.latency_max, p.latency_sum, p.latency_count, p.received, p.discarded
                  from stage_part p join series_member m on m.trunk = p.trunk%s
                union all
                select subject, at, 0, 0, 0, 0, 0, 0, peak, null, 0, 0, null, 0, 0, null, 0, 0, 0, 0
                  from stage_peak) parts
         group by subject, at"""
        .formatted(asked("m.subject"));
  }
}
