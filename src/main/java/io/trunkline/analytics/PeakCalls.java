package io.trunkline.analytics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The most calls at once of each subject in each bucket. A window function of SQL tells the same,
 * but H2 holds each row of it as objects: an hour of a large org took a hundred megabytes.
 */
final class PeakCalls {
  private static final int ROWS = 500;

  private final Map<Integer, List<Integer>> subjects;
  private final Map<Long, Map<Integer, Moments>> buckets = new TreeMap<>();

  /** With the subjects that each trunk counts for. */
  PeakCalls(Map<Integer, List<Integer>> subjects) {
    this.subjects = subjects;
  }

  /** When calls begin and end: twice the moment, and one more where a call begins. */
  private static final class Moments {
    private long[] moments = new long[16];
    private int count;

    void add(long began, long ended) {
      if (count == moments.length) {
        moments = Arrays.copyOf(moments, 2 * count);
      }
      moments[count++] = 2 * began + 1;
      moments[count++] = 2 * ended;
    }

    /** A call that ends when another begins leaves its channel to it: ends sort first. */
    int peak() {
      Arrays.sort(moments, 0, count);
      int now = 0;
      int peak = 0;
      for (int i = 0; i < count; i++) {
        now += Math.floorMod(moments[i], 2) == 1 ? 1 : -1;
        peak = Math.max(peak, now);
      }
      return peak;
    }
  }

  /**
   * A trunk's channel was taken from a moment to another, both in milliseconds and in the bucket.
   */
  void taken(int trunk, long bucket, long began, long ended) {
    Map<Integer, Moments> ofBucket = buckets.computeIfAbsent(bucket, any -> new TreeMap<>());
    for (int subject : subjects.getOrDefault(trunk, List.of())) {
      ofBucket.computeIfAbsent(subject, any -> new Moments()).add(began, ended);
    }
  }

  /** Tells the peaks, some at a time, as values for an insert of subject, bucket and peak. */
  void tell(Consumer<String> values) {
    StringBuilder rows = new StringBuilder();
    int waiting = 0;
    for (Map.Entry<Long, Map<Integer, Moments>> bucket : buckets.entrySet()) {
      for (Map.Entry<Integer, Moments> subject : bucket.getValue().entrySet()) {
        rows.append(waiting == 0 ? "(" : ", (")
            .append(subject.getKey())
            .append(", ")
            .append(bucket.getKey())
            .append(", ")
            .append(subject.getValue().peak())
            .append(')');
        if (++waiting == ROWS) {
          values.accept(rows.toString());
          rows.setLength(0);
          waiting = 0;
        }
      }
    }
    if (waiting > 0) {
      values.accept(rows.toString());
    }
  }
}
