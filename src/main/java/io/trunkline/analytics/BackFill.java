package io.trunkline.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Orders that a stretch is read again by jobs: a gap in the ledger, which the next pull of settled
 * conversations fills.
 */
public final class BackFill {
  private static final Duration LONGEST = Duration.ofDays(400);

  private final PullLedger ledger;
  private final TrunkPolls trunks;
  private final Clock clock;

  /** With the ledger that takes the order, and the trunks that calls are attributed to. */
  public BackFill(PullLedger ledger, TrunkPolls trunks, Clock clock) {
    this.ledger = ledger;
    this.trunks = trunks;
    this.clock = clock;
  }

  /**
   * Orders a stretch; one that is ordered already is left as it is.
   *
   * @throws IllegalArgumentException naming the value and what is allowed
   */
  public void order(String org, Instant from, Instant to) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
    if (to.isAfter(clock.instant())) {
      throw new IllegalArgumentException(
          "to " + to + " is in the future; give a moment that has passed");
    }
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "from "
              + from
              + " to "
              + to
              + " is longer than "
              + LONGEST.toDays()
              + " days; order parts of it");
    }
    ledger.noteGap(org, PullSource.SETTLED.token(), from, to, "back-fill was ordered", false);
    // Who orders one may want the calls of a new trunk counted for it.
    trunks.forget(org);
  }
}
