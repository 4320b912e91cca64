package io.trunkline.analytics;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a minute, hour or day of one subject adds up to. Parts that have no rows are zero, and their
 * minima and maxima NaN.
 *
 * @param at begin, seconds since 1970
 * @param calls what polls saw; null when none did
 * @param legs what conversations say; null when there were none
 * @param counts codes seen, by kind; empty unless asked for
 * @param path what SIP checks found; null when none were made
 */
record Bucket(
    long at,
    @Nullable Calls calls,
    @Nullable Legs legs,
    Map<CountKind, TreeMap<Integer, Integer>> counts,
    @Nullable Path path) {

  /** Sums of polls; {@code mismatches} NaN when none told them. */
  record Calls(
      int samples, long calls, int peak, int peakInbound, int peakOutbound, double mismatches) {}

  /** Sums of legs. */
  record Legs(
      int attempts,
      int connected,
      int failed,
      int uncertain,
      long occupiedMillis,
      long talkMillis,
      int peak,
      double mosMin,
      double mosSum,
      int mosCount,
      double rMin,
      double rSum,
      int rCount,
      double latencyMax,
      long latencySum,
      int latencyCount,
      long received,
      long discarded) {}

  /** Sums of checks. */
  record Path(
      int checks,
      int lost,
      double rttMin,
      double rttMax,
      double rttSum,
      double jitterSum,
      int jitterCount) {}
}
