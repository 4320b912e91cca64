package io.trunkline.analytics;

/**
 * The statements that make figures of raw rows, in buckets of any width: hours when roll-ups are
 * made, minutes when minutes are asked for. Those of legs are made in steps, by {@link StagedLegs}.
 * Every statement has the numbers {@code from} and {@code to} (seconds, whole buckets) written into
 * it, because they are ours and PostgreSQL plans better for what it sees; they are never text of a
 * request.
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

  /** A statement with the numbers written into it. */
  String said(String sql) {
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
        .replace(":sip", String.valueOf(CountKind.SIP.code()))
        .replace(":q850", String.valueOf(CountKind.Q850.code()))
        .replace(":mos", String.valueOf(CountKind.MOS.code()));
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

  /** How often each code was seen. */
  String counts() {
    return said(
        """
        select m.subject, (l.started - mod(l.started, :widthMillis)) / 1000 as at, :sip as kind,
               cast(l.sip_code as int) as code, count(*) as n
          from series_leg l join series_member m on m.trunk = l.trunk
         where l.org = :org and l.started >= :fromMillis and l.started < :toMillis
           and l.outcome = :failed and l.sip_code is not null
         group by m.subject, (l.started - mod(l.started, :widthMillis)) / 1000, l.sip_code
        union all
        select m.subject, (l.started - mod(l.started, :widthMillis)) / 1000, :q850, cast(l.q850 as int), count(*)
          from series_leg l join series_member m on m.trunk = l.trunk
         where l.org = :org and l.started >= :fromMillis and l.started < :toMillis
           and l.outcome = :failed and l.q850 is not null
         group by m.subject, (l.started - mod(l.started, :widthMillis)) / 1000, l.q850
        union all
        select m.subject, (l.started - mod(l.started, :widthMillis)) / 1000, :mos,
               cast(floor(l.mos * 100 + 0.5) as int), count(*)
          from series_leg l join series_member m on m.trunk = l.trunk
         where l.org = :org and l.started >= :fromMillis and l.started < :toMillis and l.mos is not null
         group by m.subject, (l.started - mod(l.started, :widthMillis)) / 1000, cast(floor(l.mos * 100 + 0.5) as int)""");
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
