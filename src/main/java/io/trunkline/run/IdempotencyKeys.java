package io.trunkline.run;

import io.trunkline.run.RunRefused.Reason;

/** What a repeated idempotency key means. */
final class IdempotencyKeys {
  private IdempotencyKeys() {}

  /** The run that has the key, when the request asks for the same thing again. */
  static Run same(Run run, RunRequest request) {
    if (run.specHash().equals(request.specHash()) && run.org().equals(request.org())) {
      return run;
    }
    throw new RunRefused(
        Reason.KEY_REUSED,
        "Idempotency-Key \"%s\": already used by run %s for another spec or org; use a new key"
            .formatted(request.idempotencyKey(), run.id()));
  }
}
