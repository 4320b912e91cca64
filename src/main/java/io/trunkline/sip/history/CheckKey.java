package io.trunkline.sip.history;

import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.Verdict;

/** What a series of checks is about. */
public record CheckKey(String target, CheckMethod method) {
  /** The series that this verdict belongs to. */
  public static CheckKey of(Verdict verdict) {
    return new CheckKey(verdict.target(), verdict.method());
  }
}
