package io.trunkline.event;

/**
 * An observation on its way to the store, with the texts that are the same whatever is there. They
 * are made by who brings it, because all observations pass through one writer.
 *
 * @param key what its source knows it by
 * @param state what it says, as JSON
 * @param observed what is kept of it beside its raw text, as JSON
 */
record Seen(Observation observation, String key, String state, String observed) {
  static Seen of(Observation observation) {
    String state = TrunkState.write(observation.state());
    String observed = Observed.of(observation, state);
    String stored = StoredText.of(observed);
    return new Seen(
        stored.equals(observed) ? observation : asStored(observation, stored),
        TrunkEvent.key(observation),
        state,
        stored);
  }

  /**
   * What the store cannot hold has no part in a state: made again from the store, it would miss.
   */
  private static Observation asStored(Observation seen, String observed) {
    return Observed.read(observed, seen.org()).withRaw(seen.raw());
  }
}
