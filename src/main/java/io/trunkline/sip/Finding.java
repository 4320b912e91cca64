package io.trunkline.sip;

import org.jspecify.annotations.Nullable;

/**
 * What one server, or the check as a whole, came to.
 *
 * @param outcome ok, failed or unknown
 * @param failure why, null when ok
 * @param status of the final answer, null when none came
 * @param text one sentence for people
 * @param tryNext whether another server of the same target may do better (RFC 3263 section 4.3)
 */
record Finding(
    Outcome outcome,
    @Nullable FailureClass failure,
    @Nullable Integer status,
    String text,
    boolean tryNext) {

  static Finding ok(int status, String text) {
    return new Finding(Outcome.OK, null, status, text, false);
  }

  static Finding failed(FailureClass failure, @Nullable Integer status, String text) {
    return new Finding(Outcome.FAILED, failure, status, text, false);
  }

  static Finding unknown(FailureClass failure, @Nullable Integer status, String text) {
    return new Finding(Outcome.UNKNOWN, failure, status, text, false);
  }

  Finding orNextServer() {
    return new Finding(outcome, failure, status, text, true);
  }
}
