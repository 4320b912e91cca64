package io.trunkline.analytics;

/** The pages of a window's query. */
final class WindowPages {
  private int number;
  private boolean more = true;

  boolean more() {
    return more;
  }

  /** Number of the page that was asked for last, from 1. */
  int number() {
    return number;
  }

  int next() {
    return ++number;
  }

  void end() {
    more = false;
  }
}
