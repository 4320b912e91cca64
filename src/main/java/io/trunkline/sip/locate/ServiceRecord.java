package io.trunkline.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One SRV record (RFC 2782).
 *
 * @param priority lower comes first
 * @param weight share among equals
 * @param port the service's port
 * @param target host name; {@code .} means the service is not offered
 */
record ServiceRecord(int priority, int weight, int port, String target) {

  /** The order in which to try: by priority, among equals drawn by weight. */
  static List<ServiceRecord> order(List<ServiceRecord> records, RandomGenerator random) {
    List<ServiceRecord> left = new ArrayList<>(records);
    left.removeIf(record -> record.target.equals("."));
    // Weight 0 goes first in the draw, so that it keeps its very small chance (RFC 2782).
    left.sort(Comparator.comparingInt(ServiceRecord::priority).thenComparingInt(r -> r.weight));
    List<ServiceRecord> ordered = new ArrayList<>(left.size());
    while (!left.isEmpty()) {
      ordered.add(left.remove(draw(left, random)));
    }
    return ordered;
  }

  private static int draw(List<ServiceRecord> left, RandomGenerator random) {
    int priority = left.get(0).priority;
    int sum = 0;
    int equals = 0;
    while (equals < left.size() && left.get(equals).priority == priority) {
      sum += left.get(equals++).weight;
    }
    int pick = random.nextInt(sum + 1);
    int reached = 0;
    for (int i = 0; i < equals; i++) {
      reached += left.get(i).weight;
      if (reached >= pick) {
        return i;
      }
    }
    return equals - 1;
  }
}
