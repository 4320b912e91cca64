package io.trunkline.sip.history;

import io.trunkline.sip.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A target is not what it was: another outcome, or another failure.
 *
 * @param before null for the first verdict of a series
 * @param now what the newest check found
 */
public record CheckChange(@Nullable Verdict before, Verdict now) {}
