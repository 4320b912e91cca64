package io.trunkline.analytics;

/** Which raw rows an hour's roll-ups are made from. */
enum Family {
  CALLS(1),
  LEGS(2),
  PATH(3);

  private final int code;

  Family(int code) {
    this.code = code;
  }

  /** As stored. */
  int code() {
    return code;
  }
}
