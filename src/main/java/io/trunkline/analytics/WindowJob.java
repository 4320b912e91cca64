package io.trunkline.analytics;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The job that reads a window, one after the other until one is read to its end. */
final class WindowJob {
  /** Where it stands. */
  enum Stage {
    TO_SUBMIT,
    WAITING,
    READING,
    READ
  }

  Stage stage = Stage.TO_SUBMIT;
  String id = "";
  @Nullable String cursor;
  Instant submitted = Instant.EPOCH;
  int tries;
  boolean halved;
}
