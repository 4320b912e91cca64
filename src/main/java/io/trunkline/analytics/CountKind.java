package io.trunkline.analytics;

/** What a count is of. */
enum CountKind {
  /** Failed legs by their SIP response code. */
  SIP(1),
  /** Failed legs by their Q.850 cause. */
  Q850(2),
  /** Legs by hundredths of their mean opinion score, for percentiles. */
  MOS(3);

  private final int code;

  CountKind(int code) {
    this.code = code;
  }

  /** As stored. */
  int code() {
    return code;
  }

  static CountKind of(int code) {
    return java.util.Arrays.stream(values())
        .filter(kind -> kind.code == code)
        .findAny()
        .orElseThrow();
  }
}
