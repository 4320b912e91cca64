package io.trunkline.analytics;

/** Another node reads the source now, because this one was silent for longer than its lease. */
final class PullTakenOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PullTakenOver(Pull pull) {
    super(pull.source() + " of " + pull.org() + " is read by another node now; this one stops");
  }
}
