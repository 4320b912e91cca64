package io.trunkline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a proxy answers, or holds our registration.
 *
 * @param proxy its address, as {@code host:port}
 * @param up what is said of it; null when nothing is
 * @param at since when; null when that is not said
 * @param error what is wrong with it
 */
public record ProxyStatus(
    String proxy, @Nullable Boolean up, @Nullable Instant at, @Nullable String error) {}
