package io.trunkline.api;

import org.jspecify.annotations.Nullable;

/**
 * The query parameter {@code limit}.
 *
 * @param unsaid what holds when it is left out
 * @param largest the most that may be asked for
 */
record PageLimit(int unsaid, int largest) {
  /**
   * Reads it.
   *
   * @throws ApiException when it is no whole number in its range
   */
  int of(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return unsaid;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= largest) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // answered below, as numbers out of range are
    }
    throw new ApiException(
        400,
        "limit",
        text,
        "limit is a whole number from 1 to " + largest,
        "Leave it out for " + unsaid + ".");
  }
}
