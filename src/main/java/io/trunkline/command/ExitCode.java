package io.trunkline.command;

/** What a command's exit code means. */
final class ExitCode {
  /** Done; for a plan: nothing to change. */
  static final int DONE = 0;

  /** Something failed on the way. */
  static final int FAILED = 1;

  /** The input cannot be used; no call was made. */
  static final int BAD_INPUT = 2;

  /** The org, or the plan, refuses; nothing was written. */
  static final int REFUSED = 3;

  /** A plan has changes. */
  static final int CHANGES = 10;

  private ExitCode() {}
}
