package io.trunkline.event;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states last read or written, with their text in the table, so that a text is not parsed again
 * with each event of its trunk. The table stays the truth: what another node wrote, or what was
 * taken back, is another text. Thread-safe.
 */
final class ReadStates {
  private static final int MOST = 10_000;

  private record Known(String document, TrunkState state) {}

  private final Map<String, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  /** The state of a trunk whose text is this. */
  synchronized TrunkState state(String id, String document) {
    Known last = known.get(id);
    if (last != null && last.document.equals(document)) {
      return last.state;
    }
    TrunkState state = TrunkState.read(document);
    known.put(id, new Known(document, state));
    return state;
  }

  /** The text to write. */
  synchronized String document(TrunkState state) {
    String written = TrunkState.write(state);
    String document = StoredText.of(written);
    // What the table cannot hold makes another state of it.
    if (document.equals(written)) {
      known.put(EventTables.id(state), new Known(document, state));
    }
    return document;
  }
}
