package io.trunkline.analytics;

import java.util.Arrays;
import java.util.Optional;

/** What is read of an org, each with a watermark of its own. */
public enum PullSource {
  /**
   * Current calls of every trunk, from {@code /edges/trunks/metrics}. A minute that nobody saw is
   * lost.
   */
  TRUNK_METRICS("trunk-metrics"),
  /**
   * The latest conversations, from the details query: soon, but nothing that began on an earlier
   * day is complete.
   */
  CONVERSATIONS("conversations"),
  /** Conversations as they ended, from jobs up to the data availability date: complete. */
  SETTLED("settled"),
  /**
   * The org's own counts per edge, direction and hour: what the stored conversations are held to.
   */
  AGGREGATES("aggregates"),
  /**
   * Media statistics, a call for each conversation: they name the trunk of a leg. Only when asked
   * for.
   */
  MEDIA_STATISTICS("media-statistics");

  private final String token;

  PullSource(String token) {
    this.token = token;
  }

  /** As stored and as spelt in routes, API and command line. */
  public String token() {
    return token;
  }

  /** The source with this token. */
  public static Optional<PullSource> of(String token) {
    return Arrays.stream(values()).filter(source -> source.token.equals(token)).findFirst();
  }
}
