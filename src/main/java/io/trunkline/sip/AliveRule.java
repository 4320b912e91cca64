package io.trunkline.sip;

/** Which final answers to OPTIONS count as a peer that works; tools differ, so it is an option. */
public enum AliveRule {
  /** Any final answer. */
  ANY,
  /** Any but 408, 5xx (501 counts as alive) and 6xx. */
  ALIVE,
  /** 2xx only. */
  SUCCESS;

  boolean accepts(int status) {
    return switch (this) {
      case ANY -> true;
      case ALIVE -> status == 501 || (status != 408 && status < 500);
      case SUCCESS -> status < 300;
    };
  }
}
