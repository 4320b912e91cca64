package io.trunkline.simulator.traffic;

import io.trunkline.simulator.org.Settings;
import java.util.function.Predicate;

/**
 * Which calls an analytics query sees. Calls appear in analytics some time after they were made,
 * and some of them late: after a while, or only after further queries, as rows that come in between
 * two pages do.
 *
 * @param from begin of the interval, epoch milliseconds
 * @param to end of the interval, not in it
 * @param startedFrom no call that began before
 * @param now nothing that begins later is known
 * @param asked queries that the organization has answered so far
 * @param late how rows come late
 * @param filter further conditions
 * @param filters whether there are any
 */
public record Matching(
    long from,
    long to,
    long startedFrom,
    long now,
    long asked,
    Late late,
    Predicate<CarrierCall> filter,
    boolean filters) {

  /**
   * How rows come late.
   *
   * @param percent share of calls that do
   * @param millis how long after the call's end
   * @param queries before up to so many queries were answered
   */
  public record Late(long percent, long millis, long queries) {
    /** As the settings say. */
    public static Late of(Settings settings) {
      return new Late(
          settings.number("traffic.latePercent"),
          settings.number("traffic.lateMs"),
          settings.number("traffic.lateQueries"));
    }

    private boolean strikes(CarrierCall call) {
      return call.luck() / 7 % 100 < percent;
    }
  }

  boolean sees(CarrierCall call) {
    boolean within =
        call.start() < to
            && call.end() > from
            && call.start() >= startedFrom
            && call.start() <= now;
    return within && arrived(call) && filter.test(call);
  }

  private boolean arrived(CarrierCall call) {
    if (!late.strikes(call)) {
      return true;
    }
    boolean counted = late.queries() == 0 || asked > call.luck() / 1_000 % late.queries();
    return counted && now >= call.end() + late.millis();
  }

  /** Whether every call of a slot is seen, so that counting them is enough. */
  boolean seesAllOf(long slot) {
    long begin = slot * WeeklyShape.SLOT;
    long end = begin + WeeklyShape.SLOT;
    return !filters
        && late.percent() == 0
        && begin >= Math.max(from, startedFrom)
        && end <= Math.min(to, now);
  }

  long lastSlot() {
    return WeeklyShape.slot(Math.min(to - 1, now));
  }
}
