package io.trunkline.event;

import com.fasterxml.jackson.annotation.JsonRawValue;
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

  Observation observation(String org) {
    return new Observation(org, trunk, source, eventId, eventTime, receivedAt, state, "");
  }
}
