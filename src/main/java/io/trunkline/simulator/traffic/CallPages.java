package io.trunkline.simulator.traffic;

import java.util.ArrayList;
import java.util.List;

/** Finds the rows of a page without looking at those before it. */
public final class CallPages {
  private CallPages() {}

  /** How many calls match. */
  public static long count(CallLog log, Matching matching) {
    long count = 0;
    for (long slot = log.firstSlot(matching.from()); slot <= matching.lastSlot(); slot++) {
      count += matched(log, matching, slot);
    }
    return count;
  }

  /**
   * Some of the matching calls.
   *
   * @param skip how many to pass over
   * @param most how many at most
   * @param descending the latest first
   */
  public static List<CarrierCall> page(
      CallLog log, Matching matching, long skip, int most, boolean descending) {
    List<CarrierCall> page = new ArrayList<>(most);
    long first = log.firstSlot(matching.from());
    long last = matching.lastSlot();
    long left = skip;
    for (long i = 0; i <= last - first && page.size() < most; i++) {
      long slot = descending ? last - i : first + i;
      long count = matched(log, matching, slot);
      if (left >= count) {
        left -= count;
        continue;
      }
      List<CarrierCall> calls =
          new ArrayList<>(log.calls(slot).stream().filter(matching::sees).toList());
      if (descending) {
        java.util.Collections.reverse(calls);
      }
      for (CarrierCall call : calls.subList((int) left, calls.size())) {
        if (page.size() < most) {
          page.add(call);
        }
      }
      left = 0;
    }
    return page;
  }

  /**
   * Rows of a job's result from a position on.
   *
   * @param calls the rows
   * @param next where the next part begins, null at the end
   */
  public record Part(List<CarrierCall> calls, @org.jspecify.annotations.Nullable Position next) {}

  /** A place in the order of matching calls. */
  public record Position(long slot, int index) {}

  /** The first position of a result. */
  public static Position begin(CallLog log, Matching matching) {
    return new Position(log.firstSlot(matching.from()), 0);
  }

  /** Reads on from a position. */
  public static Part part(CallLog log, Matching matching, Position from, int most) {
    List<CarrierCall> part = new ArrayList<>(most);
    int index = from.index();
    for (long slot = from.slot(); slot <= matching.lastSlot(); slot++) {
      List<CarrierCall> calls = log.calls(slot);
      for (; index < calls.size(); index++) {
        CarrierCall call = calls.get(index);
        if (!matching.sees(call)) {
          continue;
        }
        if (part.size() == most) {
          return new Part(part, new Position(slot, index));
        }
        part.add(call);
      }
      index = 0;
    }
    return new Part(part, null);
  }

  private static long matched(CallLog log, Matching matching, long slot) {
    return matching.seesAllOf(slot)
        ? log.count(slot)
        : log.calls(slot).stream().filter(matching::sees).count();
  }
}
