package io.trunkline.sip.history;

import io.trunkline.sip.FailureClass;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One check of a series, in little memory.
 *
 * @param atMillis when it began, milliseconds since 1970
 * @param status 0 when no final answer came
 * @param rttMillis to the first answer, NaN when none came
 */
public record CheckPoint(
    long atMillis, Outcome outcome, @Nullable FailureClass failure, int status, float rttMillis) {

  /** The point of this verdict. */
  public static CheckPoint of(Verdict verdict) {
    Double first = verdict.timing().first();
    return new CheckPoint(
        verdict.at().toEpochMilli(),
        verdict.outcome(),
        verdict.failure(),
        verdict.status() == null ? 0 : verdict.status(),
        first == null ? Float.NaN : first.floatValue());
  }

  /** Whether an answer came. */
  public boolean answered() {
    return !Float.isNaN(rttMillis);
  }
}
