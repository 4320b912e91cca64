package io.trunkline.event.hook;

import org.jspecify.annotations.Nullable;

/**
 * That a request is from who it should be from.
 *
 * @param eventId what the sender calls the event, when that is part of what was signed
 */
public record Proof(@Nullable String eventId) {}
