package io.trunkline.sip.peer;

import io.trunkline.sip.transaction.TransactionTimers;

/**
 * What loss does to a check over UDP, by arithmetic: every datagram is lost by itself with the same
 * probability, a request and its answer are one exchange, and the exchanges of a transaction are
 * those of the schedule in RFC 3261 section 17.1.2.2 (timers E and F).
 *
 * @param loss probability of losing one datagram, in each direction
 */
record LossArithmetic(double loss, TransactionTimers timers) {
  /** How often chance may break a {@link #floor}. */
  private static final double RISK = 1e-6;

  /**
   * Sendings that leave more than T1 for the answer before timer F: timers may fire late on a busy
   * machine, and then the last sending of the schedule does not come.
   */
  int sendings() {
    int count = 0;
    long gap = timers.t1();
    for (long at = 0; at + timers.t1() < timers.f(); at += gap) {
      gap = count == 0 ? timers.t1() : Math.min(2 * gap, timers.t2());
      count++;
    }
    return count;
  }

  /** Probability that a request or its answer is lost. */
  double exchangeLost() {
    return 1 - (1 - loss) * (1 - loss);
  }

  /** Probability that so many transactions, one after the other, are all answered. */
  double answered(int transactions) {
    return Math.pow(1 - Math.pow(exchangeLost(), sendings()), transactions);
  }

  /**
   * The highest number of successes that so many independent trials miss with at most the
   * probability {@link #RISK} (lower tail of the binomial distribution, summed exactly).
   */
  static int floor(int trials, double success) {
    if (success >= 1) {
      return trials;
    }
    if (success <= 0) {
      return 0;
    }
    double term = trials * Math.log1p(-success);
    double fewer = 0;
    int floor = 0;
    while (floor < trials && fewer + Math.exp(term) <= RISK) {
      fewer += Math.exp(term);
      term += Math.log((trials - floor) / (floor + 1.0)) + Math.log(success) - Math.log1p(-success);
      floor++;
    }
    return floor;
  }
}
