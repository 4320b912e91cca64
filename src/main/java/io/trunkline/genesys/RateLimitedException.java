package io.trunkline.genesys;

import java.time.Duration;

/** The platform asks us to wait (429, or the token endpoint's 400). Nothing was changed. */
public final class RateLimitedException extends GenesysException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  RateLimitedException(FailedCall call, Duration retryAfter) {
    super("Rate limit of org " + call.org() + ": " + call.describe(), call, null);
    this.retryAfter = retryAfter;
  }

  /** How long the platform asks us to wait; a default when it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }

  @Override
  public String fix() {
    return "Lower trunkline.orgs."
        + call().org()
        + ".callsPerMinute, or find out what else uses the org's call budget.";
  }
}
