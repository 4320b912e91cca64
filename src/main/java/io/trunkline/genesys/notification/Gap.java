package io.trunkline.genesys.notification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which events may have been missed. The state of all trunks was read after it.
 *
 * @param from when something was heard for the last time; null when that was before this process
 * @param to when the last trunk had been read
 * @param reason what happened, for people
 */
public record Gap(@Nullable Instant from, Instant to, String reason) {}
