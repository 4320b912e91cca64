package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;

/** Is told of each write of {@code ensure} before it is sent. Called on a thread that may block. */
@FunctionalInterface
public interface WriteListener {
  /**
   * Returns when the intent is kept where a crash cannot reach it. What it throws stops the write.
   *
   * @param origin what the write is made for
   * @param write method, path, name, siteId, id, desired, changes; {@code refused} true when the
   *     platform has refused this write and it had no effect; {@code answered} true when it has
   *     answered, and what it said leaves the effect open
   */
  void intends(CallOrigin origin, JsonNode write);
}
