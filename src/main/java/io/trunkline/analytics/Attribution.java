package io.trunkline.analytics;

/**
 * How a leg came to its trunk. The API ties a conversation to an edge, never to a trunk; only media
 * statistics of a single conversation name the trunk.
 */
public enum Attribution {
  /** Media statistics named the trunk: certain. */
  MEDIA_STATISTICS(1, true),
  /** The edge has one trunk towards a carrier: certain. */
  ONLY_TRUNK(2, true),
  /**
   * The number that was called, or that called, is one of the trunk's by configuration: certain.
   */
  NUMBER(3, true),
  /** One of several trunks, the one that settings prefer: a guess. */
  PREFERRED(4, false),
  /** No trunk could be named; the leg counts for its edge, site and org only. */
  NONE(5, false);

  private final int code;
  private final boolean certain;

  Attribution(int code, boolean certain) {
    this.code = code;
    this.certain = certain;
  }

  /** As stored. */
  int code() {
    return code;
  }

  /** False when the leg counts among the uncertain ones. */
  public boolean certain() {
    return certain;
  }
}
