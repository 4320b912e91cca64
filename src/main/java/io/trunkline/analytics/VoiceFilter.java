package io.trunkline.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The filter of queries that are about calls alone (fact sheet 6). */
final class VoiceFilter {
  private VoiceFilter() {}

  /** Fills an empty filter. */
  static void into(ObjectNode filter) {
    filter
        .put("type", "and")
        .putArray("predicates")
        .addObject()
        .put("type", "dimension")
        .put("dimension", "mediaType")
        .put("operator", "matches")
        .put("value", "voice");
  }
}
