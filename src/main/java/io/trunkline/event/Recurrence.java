package io.trunkline.event;

/**
 * Whether events are likely to have come before. Senders repeat what was not acknowledged in time,
 * and then much of it; hours may pass in which none does. For one thread.
 */
final class Recurrence {
  /** Events after the last known one, among which another is expected. */
  private static final int EXPECTED_WITHIN = 10_000;

  private int expected;

  /** Whether to look for them before they are written. */
  boolean likely() {
    return expected > 0;
  }

  /** What came. */
  void saw(int events, boolean known) {
    expected = known ? EXPECTED_WITHIN : Math.max(0, expected - events);
  }
}
