package io.trunkline.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is kept of an observation beside its raw text: enough to merge it again. */
record Observed(
    TrunkRef trunk,
    Source source,
    @Nullable String eventId,
    @Nullable Instant eventTime,
    Instant receivedAt,
    PartialState state) {

  /** The same as it is written, around a state that is JSON already. */
  private record Text(
      TrunkRef trunk,
      Source source,
      @Nullable String eventId,
      @Nullable Instant eventTime,
      Instant receivedAt,
      @JsonRawValue String state) {}

  /** As JSON. */
  static String of(Observation seen, String state) {
    return TrunkState.write(
        new Text(
            seen.trunk(),
            seen.source(),
            seen.eventId(),
            seen.eventTime(),
            seen.receivedAt(),
            state));
  }

  /**
   * What was observed, without its raw text.
   *
   * @param observed as it was written
   */
  static Observation read(String observed, String org) {
    try {
      Observed kept = TrunkState.JSON.readValue(observed, Observed.class);
      return new Observation(
          org,
          kept.trunk,
          kept.source,
          kept.eventId,
          kept.eventTime,
          kept.receivedAt,
          kept.state,
          "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event in the store cannot be read", e);
    }
  }
}
