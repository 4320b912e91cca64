package io.trunkline.analytics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What roll-ups must be, computed from the rows by the plainest means. */
final class RollUpModel {
  private static final long HOUR = 3_600_000;
  private final String org;
  private final List<TrunkRef> trunks;
  private final List<ConversationLeg> legs;
  private final List<MinuteSample> samples;

  RollUpModel(
      String org, List<TrunkRef> trunks, List<ConversationLeg> legs, List<MinuteSample> samples) {
    this.org = org;
    this.trunks = trunks;
    this.legs = legs;
    this.samples = samples;
  }

  /** The trunk that a leg must be counted for by the test's rules; null for none. */
  private TrunkRef trunk(ConversationLeg leg) {
    if (leg.trunkId() != null) {
      return byId(leg.trunkId());
    }
    if ("e1".equals(leg.edgeId())) {
      return byId("t1");
    }
    String number = leg.inbound() ? leg.dnis() : leg.ani();
    // Without an edge both trunks of acme have the number, so that none can be named.
    return "e2".equals(leg.edgeId()) && number.startsWith("tel:+4930") ? byId("t2") : null;
  }

  private TrunkRef byId(String id) {
    return trunks.stream().filter(trunk -> trunk.id().equals(id)).findAny().orElseThrow();
  }

  private Set<String> subjects(ConversationLeg leg) {
    TrunkRef trunk = trunk(leg);
    if (trunk != null) {
      return subjects(trunk);
    }
    Set<String> all =
        new TreeSet<>(Set.of("org " + org, "unattributed " + Objects.toString(leg.edgeId(), "")));
    if (leg.edgeId() != null) {
      all.add("edge " + leg.edgeId());
    }
    return all;
  }

  private Set<String> subjects(TrunkRef trunk) {
    return Set.of(
        "org " + org,
        "site " + trunk.siteId(),
        "edge " + trunk.edgeId(),
        "base " + trunk.baseId(),
        "trunk " + trunk.id());
  }

  List<String> legs(long width) {
    Map<String, List<ConversationLeg>> bySubject = new TreeMap<>();
    for (ConversationLeg leg : legs) {
      subjects(leg)
          .forEach(
              subject -> bySubject.computeIfAbsent(subject, any -> new ArrayList<>()).add(leg));
    }
    List<String> rows = new ArrayList<>();
    bySubject.forEach(
        (subject, of) -> {
          Map<Long, List<ConversationLeg>> begun = new TreeMap<>();
          Set<Long> buckets = new TreeSet<>();
          for (ConversationLeg leg : of) {
            long start = leg.started().toEpochMilli();
            if (leg.ended() != null || leg.answered() != null) {
              long bucket = start / (width * 1000) * width;
              begun.computeIfAbsent(bucket, any -> new ArrayList<>()).add(leg);
              buckets.add(bucket);
            }
            for (long at = start / HOUR * HOUR; at < end(leg); at += HOUR) {
              if (end(leg) > start) {
                buckets.add(at / (width * 1000) * width);
              }
            }
          }
          for (long bucket : buckets) {
            rows.add(row(subject, bucket, width, begun.getOrDefault(bucket, List.of()), of));
          }
        });
    return rows;
  }

  private static long end(ConversationLeg leg) {
    long start = leg.started().toEpochMilli();
    return leg.ended() == null ? start : Math.min(leg.ended().toEpochMilli(), start + 24 * HOUR);
  }

  private String row(
      String subject, long at, long width, List<ConversationLeg> begun, List<ConversationLeg> all) {
    long from = at * 1000;
    long to = (at + width) * 1000;
    long occupied = 0;
    long talk = 0;
    List<long[]> changes = new ArrayList<>();
    for (ConversationLeg leg : all) {
      long start = Math.max(from, leg.started().toEpochMilli());
      long end = Math.min(to, end(leg));
      if (end > start) {
        occupied += end - start;
        changes.add(new long[] {start, 1});
        changes.add(new long[] {end, -1});
        if (leg.answered() != null) {
          talk += Math.max(0, end - Math.max(from, leg.answered().toEpochMilli()));
        }
      }
    }
    changes.sort(Comparator.<long[]>comparingLong(c -> c[0]).thenComparingLong(c -> c[1]));
    long level = 0;
    long peak = 0;
    for (long[] change : changes) {
      level += change[1];
      peak = Math.max(peak, level);
    }
    List<MediaQuality> media =
        begun.stream().map(ConversationLeg::media).filter(Objects::nonNull).toList();
    return String.join(
        " ",
        subject,
        String.valueOf(at),
        String.valueOf(begun.size()),
        count(begun, leg -> leg.answered() != null),
        count(begun, leg -> Outcome.of(leg) == Outcome.FAILED),
        count(begun, leg -> trunk(leg) == null),
        String.valueOf(occupied),
        String.valueOf(talk),
        String.valueOf(peak),
        media.stream()
            .map(MediaQuality::minMos)
            .min(Double::compare)
            .map(String::valueOf)
            .orElse("null"),
        String.valueOf(media.size()),
        media.stream()
            .map(MediaQuality::maxLatencyMillis)
            .max(Integer::compare)
            .map(String::valueOf)
            .orElse("null"),
        String.valueOf(media.size() * 100L),
        String.valueOf(media.size() * 3L));
  }

  private static String count(List<ConversationLeg> legs, Predicate<ConversationLeg> which) {
    return String.valueOf(legs.stream().filter(which).count());
  }

  List<String> calls(long width) {
    Map<String, MinuteSample> kept = new HashMap<>();
    for (MinuteSample sample : samples) {
      kept.merge(
          sample.trunkId() + " " + minute(sample),
          sample,
          (old, next) -> next.at().isBefore(old.at()) ? old : next);
    }
    Map<String, Map<Long, int[]>> minutes = new TreeMap<>();
    for (MinuteSample sample : kept.values()) {
      for (String subject : subjects(byId(sample.trunkId()))) {
        int[] sum =
            minutes
                .computeIfAbsent(subject, any -> new TreeMap<>())
                .computeIfAbsent(minute(sample), any -> new int[2]);
        sum[0] += sample.inbound();
        sum[1] += sample.outbound();
      }
    }
    List<String> rows = new ArrayList<>();
    minutes.forEach(
        (subject, of) -> {
          Map<Long, List<int[]>> buckets = new TreeMap<>();
          of.forEach(
              (at, sum) ->
                  buckets.computeIfAbsent(at / width * width, any -> new ArrayList<>()).add(sum));
          buckets.forEach(
              (at, sums) ->
                  rows.add(
                      "%s %d %d %d %d %d %d"
                          .formatted(
                              subject,
                              at,
                              sums.size(),
                              sums.stream().mapToInt(s -> s[0] + s[1]).sum(),
                              sums.stream().mapToInt(s -> s[0] + s[1]).max().orElse(0),
                              sums.stream().mapToInt(s -> s[0]).max().orElse(0),
                              sums.stream().mapToInt(s -> s[1]).max().orElse(0))));
        });
    return rows;
  }

  private static long minute(MinuteSample sample) {
    Instant at = sample.at();
    return at.getEpochSecond() / 60 * 60;
  }
}
