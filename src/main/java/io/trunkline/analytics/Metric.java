package io.trunkline.analytics;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The figures. Each is computed from sums, so that an hour or a day is as exact as its minutes. A
 * figure that cannot be told, because nothing was seen, is absent and never zero. Jitter of media
 * is no figure: the API does not have it.
 */
public enum Metric {
  /** Calls set up or tried; counted when they began. */
  ATTEMPTS("attempts", "calls", Part.LEGS),
  /** Calls that were answered. */
  CONNECTED("connected", "calls", Part.LEGS),
  /** Calls that network, carrier or settings kept from being set up ({@link Outcome#FAILED}). */
  FAILED("failed", "calls", Part.LEGS),
  /** Network effectiveness: (attempts - failed) / attempts (ITU-T E.425 NER). */
  SETUP_SUCCESS("setupSuccess", "%", Part.LEGS),
  /** Answer-seizure ratio: connected / attempts (ITU-T E.425 ASR). */
  ANSWER_RATIO("answerRatio", "%", Part.LEGS),
  /** Minutes of conversation, in the hours in which they were spoken. */
  MINUTES("minutes", "min", Part.LEGS),
  /** Mean number of channels taken, ringing included: the carried traffic. */
  TRAFFIC("traffic", "erlang", Part.LEGS),
  /** Most channels taken at once, from the overlap of calls. */
  PEAK_CALLS("peakCalls", "calls", Part.LEGS),
  /** Mean of the calls that polls saw. */
  CALLS("calls", "calls", Part.CALLS),
  /** Most calls that a poll saw. */
  PEAK_CALLS_SEEN("peakCallsSeen", "calls", Part.CALLS),
  /** The greater of both peaks by the configured channels. */
  UTILIZATION("utilization", "%", Part.BOTH),
  /** QoS mismatches of the last 24 hours, as the org tells them; the most of the bucket. */
  MISMATCHES("mismatches", "count", Part.CALLS),
  /** Least mean opinion score. */
  MOS_MIN("mosMin", "MOS", Part.LEGS),
  /** Mean of the calls' least mean opinion scores. */
  MOS("mos", "MOS", Part.LEGS),
  /** Median of the calls' scores, to a hundredth. */
  MOS_P50("mosP50", "MOS", Part.COUNTS),
  /** Score that 5 % of the calls stayed below, to a hundredth. */
  MOS_P5("mosP5", "MOS", Part.COUNTS),
  /** Mean R-factor (ITU-T G.107). */
  R_FACTOR("rFactor", "R", Part.LEGS),
  /** Least R-factor. */
  R_FACTOR_MIN("rFactorMin", "R", Part.LEGS),
  /** Mean of the calls' greatest latencies. */
  LATENCY("latency", "ms", Part.LEGS),
  /** Greatest latency. */
  LATENCY_MAX("latencyMax", "ms", Part.LEGS),
  /** Discarded of all packets that arrived: what the API has instead of loss on the way. */
  PACKET_LOSS("packetLoss", "%", Part.LEGS),
  /** Calls whose trunk is not certain, of all attempts. */
  UNCERTAIN("uncertain", "%", Part.LEGS),
  /** Mean step from one round trip of our SIP checks to the next. */
  PATH_JITTER("pathJitter", "ms", Part.PATH),
  /** Mean round trip of our SIP checks. */
  PATH_RTT("pathRtt", "ms", Part.PATH),
  /** SIP checks without an answer. */
  PATH_LOSS("pathLoss", "%", Part.PATH),
  /** Failed calls by SIP response code. */
  FAILURES_BY_SIP_CODE("failuresBySipCode", "calls", Part.COUNTS),
  /** Failed calls by Q.850 cause. */
  FAILURES_BY_Q850_CAUSE("failuresByQ850Cause", "calls", Part.COUNTS);

  /** Which rows a figure needs. */
  enum Part {
    CALLS,
    LEGS,
    BOTH,
    COUNTS,
    PATH
  }

  private static final double PERCENT = 100;
  private static final double HUNDREDTHS = 100;
  private static final double MILLIS = 1_000;

  private final String token;
  private final String unit;
  private final Part part;

  Metric(String token, String unit, Part part) {
    this.token = token;
    this.unit = unit;
    this.part = part;
  }

  /** As spelt in the API. */
  public String token() {
    return token;
  }

  /** Unit of its values. */
  public String unit() {
    return unit;
  }

  Part part() {
    return part;
  }

  /** Whether its points are counts by code instead of one number. */
  public boolean byCode() {
    return this == FAILURES_BY_SIP_CODE || this == FAILURES_BY_Q850_CAUSE;
  }

  /** All tokens, with commas between. */
  public static String tokens() {
    return Arrays.stream(values()).map(Metric::token).collect(Collectors.joining(", "));
  }

  /**
   * The metric with this token.
   *
   * @throws InvalidQuery when there is none
   */
  public static Metric of(String token) {
    return Arrays.stream(values())
        .filter(metric -> metric.token.equals(token))
        .findAny()
        .orElseThrow(
            () ->
                new InvalidQuery(
                    "metric",
                    token,
                    "metric is one of " + tokens(),
                    "jitter".equals(token)
                        ? "The API has no jitter of media; pathJitter is that of our SIP checks."
                        : "docs/analytics.md tells what each means."));
  }

  /** Its counts by code in a bucket; empty for the other metrics. */
  Map<Integer, Integer> codes(Bucket bucket) {
    CountKind kind = this == FAILURES_BY_SIP_CODE ? CountKind.SIP : CountKind.Q850;
    return byCode() ? bucket.counts().getOrDefault(kind, new TreeMap<>()) : Map.of();
  }

  /**
   * Its value in a bucket.
   *
   * @param channels configured channels; null when none are
   * @param seconds width of the bucket
   * @return null when it cannot be told
   */
  @Nullable Double value(Bucket bucket, @Nullable Integer channels, long seconds) {
    double value =
        switch (part) {
          case CALLS -> bucket.calls() == null ? Double.NaN : ofCalls(bucket.calls());
          case LEGS -> bucket.legs() == null ? Double.NaN : ofLegs(bucket.legs(), seconds);
          case PATH -> bucket.path() == null ? Double.NaN : ofPath(bucket.path());
          case COUNTS -> ofMos(bucket.counts().getOrDefault(CountKind.MOS, new TreeMap<>()));
          case BOTH -> utilization(bucket, channels);
        };
    return Double.isNaN(value) ? null : value;
  }

  private double ofCalls(Bucket.Calls calls) {
    return switch (this) {
      case CALLS -> share(calls.calls(), calls.samples());
      case PEAK_CALLS_SEEN -> calls.peak();
      default -> calls.mismatches();
    };
  }

  private double ofLegs(Bucket.Legs legs, long seconds) {
    return switch (this) {
      case ATTEMPTS -> legs.attempts();
      case CONNECTED -> legs.connected();
      case FAILED -> legs.failed();
      case SETUP_SUCCESS -> PERCENT * share(legs.attempts() - legs.failed(), legs.attempts());
      case ANSWER_RATIO -> PERCENT * share(legs.connected(), legs.attempts());
      case MINUTES -> (double) legs.talkMillis() / MILLIS / 60;
      case TRAFFIC -> (double) legs.occupiedMillis() / MILLIS / seconds;
      case PEAK_CALLS -> legs.peak();
      case MOS_MIN -> legs.mosMin();
      case MOS -> share(legs.mosSum(), legs.mosCount());
      case R_FACTOR -> share(legs.rSum(), legs.rCount());
      case R_FACTOR_MIN -> legs.rMin();
      case LATENCY -> share(legs.latencySum(), legs.latencyCount());
      case LATENCY_MAX -> legs.latencyMax();
      case PACKET_LOSS -> PERCENT * share(legs.discarded(), legs.received() + legs.discarded());
      case UNCERTAIN -> PERCENT * share(legs.uncertain(), legs.attempts());
      default -> Double.NaN;
    };
  }

  private double ofPath(Bucket.Path path) {
    return switch (this) {
      case PATH_JITTER -> share(path.jitterSum(), path.jitterCount());
      case PATH_RTT -> share(path.rttSum(), path.checks() - path.lost());
      default -> PERCENT * share(path.lost(), path.checks());
    };
  }

  private double ofMos(NavigableMap<Integer, Integer> hundredths) {
    return switch (this) {
      case MOS_P50 -> percentile(hundredths, 50);
      case MOS_P5 -> percentile(hundredths, 5);
      default -> Double.NaN;
    };
  }

  /** Nearest rank. */
  static double percentile(NavigableMap<Integer, Integer> hundredths, int percent) {
    long all = hundredths.values().stream().mapToLong(Integer::longValue).sum();
    long rank = Math.max(1, (long) Math.ceil(all * percent / PERCENT));
    for (Map.Entry<Integer, Integer> entry : hundredths.entrySet()) {
      rank -= entry.getValue();
      if (rank <= 0) {
        return entry.getKey() / HUNDREDTHS;
      }
    }
    return Double.NaN;
  }

  private static double utilization(Bucket bucket, @Nullable Integer channels) {
    if (channels == null || (bucket.calls() == null && bucket.legs() == null)) {
      return Double.NaN;
    }
    int seen = bucket.calls() == null ? 0 : bucket.calls().peak();
    int reconstructed = bucket.legs() == null ? 0 : bucket.legs().peak();
    return PERCENT * Math.max(seen, reconstructed) / channels;
  }

  private static double share(long part, long whole) {
    return share((double) part, whole);
  }

  private static double share(double part, long whole) {
    return whole == 0 ? Double.NaN : part / (double) whole;
  }
}
