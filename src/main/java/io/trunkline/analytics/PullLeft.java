package io.trunkline.analytics;

/** A pull ends between two pages because the service stops; the next start reads on. */
final class PullLeft extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PullLeft(Pull pull) {
    super(pull.source() + " of " + pull.org() + " is read on by the next start");
  }
}
