package io.trunkline.event;

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

  static Observed of(Observation seen) {
    return new Observed(
        seen.trunk(),
        seen.source(),
        seen.eventId(),
        seen.eventTime(),
        seen.receivedAt(),
        seen.state());
  }

  Observation observation(String org) {
    return new Observation(org, trunk, source, eventId, eventTime, receivedAt, state, "");
  }
}
