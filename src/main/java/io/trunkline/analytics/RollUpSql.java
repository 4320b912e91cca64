package io.trunkline.analytics;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The statements that make figures of raw rows, in buckets of any width: hours when roll-ups are
 * made, minutes when minutes are asked for. Every statement has the numbers {@code from} and {@code
 * to} (seconds, whole buckets) written into it, because they are ours and PostgreSQL plans better
 * for what it sees; they are never text of a request.
 *
 * @param org number of the org
 * @param from begin of the first bucket
 * @param to end of the last bucket
 * @param width of a bucket in seconds
 */
record RollUpSql(int org, long from, long to, long width) {
  static final String CALL_COLUMNS =
      "subject, at, samples, calls, peak, peak_inbound, peak_outbound, mismatches";
  static final String LEG_COLUMNS =
      "subject, at, attempts, connected, failed, uncertain, occupied_millis, talk_millis, peak,"
          + " mos_min, mos_sum, mos_count, r_min, r_sum, r_count, latency_max, latency_sum, latency_count,"
          + " received, discarded";
  static final String COUNT_COLUMNS = "subject, at, kind, code, n";
  static final String PATH_COLUMNS =
      "subject, at, checks, lost, rtt_min, rtt_max, rtt_sum, jitter_sum, jitter_count";

  private static final long MILLIS = 1_000;
  private static final long LONGEST = 86_400;

  private String said(String sql) {
    return sql.replace(":org", String.valueOf(org))
        .replace(":fromMillis", String.valueOf(from * MILLIS))
        .replace(":toMillis", String.valueOf(to * MILLIS))
        .replace(":longest", String.valueOf(LONGEST * MILLIS))
        .replace(":from", String.valueOf(from))
        .replace(":to", String.valueOf(to))
        .replace(":widthMillis", String.valueOf(width * MILLIS))
        .replace(":width", String.valueOf(width))
        .replace(":connected", String.valueOf(Outcome.CONNECTED.code()))
        .replace(":failed", String.valueOf(Outcome.FAILED.code()))
        .replace(":underWay", String.valueOf(Outcome.UNDER_WAY.code()))
        .replace(":certain", String.valueOf(Attribution.NUMBER.code()))
        .replace(":buckets", buckets())
        .replace(":sip", String.valueOf(CountKind.SIP.code()))
        .replace(":q850", String.valueOf(CountKind.Q850.code()))
        .replace(":mos", String.valueOf(CountKind.MOS.code()));
  }

  private String buckets() {
    return LongStream.iterate(from, at -> at < to, at -> at + width)
        .mapToObj(at -> "(cast(" + at + " as bigint))")
        .collect(Collectors.joining(", "));
  }

  /** Calls that polls saw: first all trunks of a minute together, then the most of the minutes. */
  String calls() {
    return said(
        """
        select subject, at - mod(at, :width) as at, count(*) as samples, sum(calls) as calls, max(calls) as peak,
               max(inbound) as peak_inbound, max(outbound) as peak_outbound, max(mismatches) as mismatches
          from (select m.subject, s.at, sum(s.inbound + s.outbound) as calls, sum(s.inbound) as inbound,
                       sum(s.outbound) as outbound, sum(s.mismatches) as mismatches
                  from series_sample s
                  join series_member m on m.trunk = s.trunk
                  join series_subject u on u.id = m.subject and u.org = :org
                 where s.at >= :from and s.at < :to
                 group by m.subject, s.at) minutes
         group by subject, at - mod(at, :width)""");
  }

  /**
   * Legs: what belongs to the moment they began, the time they took in each bucket, and the most at
   * once: a channel is taken from begin to end, and one that ends when another begins was free for
   * it.
   */
  String legs() {
    return said(
        """
        with leg as (
          select m.subject, l.*, least(l.ended, l.started + :longest) as until
            from series_leg l join series_member m on m.trunk = l.trunk
           where l.org = :org and l.started >= :fromMillis - :longest and l.started < :toMillis),
        busy as (
          select subject, b.at,
                 greatest(started, b.at * 1000) as began, least(until, (b.at + :width) * 1000) as ended,
                 case when answered is null then null else greatest(answered, b.at * 1000) end as answered
            from leg join (values :buckets) b (at)
              on started < (b.at + :width) * 1000 and until > b.at * 1000 and until > started and ended is not null),
        change as (
          select subject, at, began as moment, 1 as delta from busy
          union all
          select subject, at, ended, -1 from busy),
        level as (
          select subject, at,
                 sum(delta) over (partition by subject, at order by moment, delta rows unbounded preceding) as calls
            from change),
        part as (
          select subject, (started - mod(started, :widthMillis)) / 1000 as at,
                 count(*) as attempts,
                 sum(case when outcome = :connected then 1 else 0 end) as connected,
                 sum(case when outcome = :failed then 1 else 0 end) as failed,
                 sum(case when attribution > :certain then 1 else 0 end) as uncertain,
                 0 as occupied_millis, 0 as talk_millis, 0 as peak,
                 min(mos) as mos_min, coalesce(sum(mos), 0) as mos_sum, count(mos) as mos_count,
                 min(r_factor) as r_min, coalesce(sum(r_factor), 0) as r_sum, count(r_factor) as r_count,
                 max(latency) as latency_max, coalesce(sum(latency), 0) as latency_sum, count(latency) as latency_count,
                 coalesce(sum(received), 0) as received, coalesce(sum(discarded), 0) as discarded
            from leg where started >= :fromMillis and outcome <> :underWay
           group by subject, (started - mod(started, :widthMillis)) / 1000
          union all
          select subject, at, 0, 0, 0, 0, sum(ended - began),
                 sum(case when answered < ended then ended - answered else 0 end), 0,
                 null, 0, 0, null, 0, 0, null, 0, 0, 0, 0
            from busy group by subject, at
          union all
          select subject, at, 0, 0, 0, 0, 0, 0, max(calls), null, 0, 0, null, 0, 0, null, 0, 0, 0, 0
            from level group by subject, at)
        select subject, at, sum(attempts) as attempts, sum(connected) as connected, sum(failed) as failed,
               sum(uncertain) as uncertain, sum(occupied_millis) as occupied_millis, sum(talk_millis) as talk_millis,
               max(peak) as peak, min(mos_min) as mos_min, sum(mos_sum) as mos_sum, sum(mos_count) as mos_count,
               min(r_min) as r_min, sum(r_sum) as r_sum, sum(r_count) as r_count,
               max(latency_max) as latency_max, sum(latency_sum) as latency_sum, sum(latency_count) as latency_count,
               sum(received) as received, sum(discarded) as discarded
          from part group by subject, at""");
  }

  /** How often each code was seen. */
  String counts() {
    return said(
        """
        with leg as (
          select m.subject, (l.started - mod(l.started, :widthMillis)) / 1000 as at, l.outcome, l.sip_code, l.q850, l.mos
            from series_leg l join series_member m on m.trunk = l.trunk
           where l.org = :org and l.started >= :fromMillis and l.started < :toMillis)
        select subject, at, :sip as kind, cast(sip_code as int) as code, count(*) as n
          from leg where outcome = :failed and sip_code is not null group by subject, at, sip_code
        union all
        select subject, at, :q850, cast(q850 as int), count(*)
          from leg where outcome = :failed and q850 is not null group by subject, at, q850
        union all
        select subject, at, :mos, cast(floor(mos * 100 + 0.5) as int), count(*)
          from leg where mos is not null group by subject, at, cast(floor(mos * 100 + 0.5) as int)""");
  }

  /** SIP checks: jitter is the mean difference of one round trip to the next of the same target. */
  String paths() {
    return said(
        """
        with checked as (
          select target, rtt, (at - mod(at, :widthMillis)) / 1000 as bucket,
                 case when rtt is null then null
                      else abs(rtt - lag(rtt) over (partition by target, (at - mod(at, :widthMillis)) / 1000,
                             case when rtt is null then 0 else 1 end order by at)) end as difference
            from series_path where at >= :fromMillis and at < :toMillis)
        select m.subject, bucket as at, count(*) as checks, sum(case when rtt is null then 1 else 0 end) as lost,
               min(rtt) as rtt_min, max(rtt) as rtt_max, coalesce(sum(rtt), 0) as rtt_sum,
               coalesce(sum(difference), 0) as jitter_sum, count(difference) as jitter_count
          from checked c join series_member m on m.trunk = c.target
          join series_subject u on u.id = m.subject and u.org = :org
         group by m.subject, bucket""");
  }

  /** Removes what a roll-up table has of these buckets. */
  String clear(String table) {
    return said(
        "delete from "
            + table
            + " where at >= :from and at < :to and subject in (select id from series_subject where org = :org)");
  }

  /** Days of hours. */
  String callDays() {
    return said(
        """
        select subject, at - mod(at, 86400), sum(samples), sum(calls), max(peak), max(peak_inbound),
               max(peak_outbound), max(mismatches)
          from series_calls_hour
         where at >= :from and at < :to and subject in (select id from series_subject where org = :org)
         group by subject, at - mod(at, 86400)""");
  }

  String legDays() {
    return said(
        """
        select subject, at - mod(at, 86400), sum(attempts), sum(connected), sum(failed), sum(uncertain),
               sum(occupied_millis), sum(talk_millis), max(peak), min(mos_min), sum(mos_sum), sum(mos_count),
               min(r_min), sum(r_sum), sum(r_count), max(latency_max), sum(latency_sum), sum(latency_count),
               sum(received), sum(discarded)
          from series_legs_hour
         where at >= :from and at < :to and subject in (select id from series_subject where org = :org)
         group by subject, at - mod(at, 86400)""");
  }

  String countDays() {
    return said(
        """
        select subject, at - mod(at, 86400), kind, code, sum(n)
          from series_count_hour
         where at >= :from and at < :to and subject in (select id from series_subject where org = :org)
         group by subject, at - mod(at, 86400), kind, code""");
  }

  String pathDays() {
    return said(
        """
        select subject, at - mod(at, 86400), sum(checks), sum(lost), min(rtt_min), max(rtt_max), sum(rtt_sum),
               sum(jitter_sum), sum(jitter_count)
          from series_path_hour
         where at >= :from and at < :to and subject in (select id from series_subject where org = :org)
         group by subject, at - mod(at, 86400)""");
  }
}
