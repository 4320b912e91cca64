package io.trunkline.api;

import java.time.Duration;

/**
 * What a sender of hooks may cost.
 *
 * @param maxBody bytes of one body
 * @param buffered bytes of all bodies being read at once
 * @param bodyWithin how long a body may take to arrive
 * @param answerWithin how long an answer may wait for the commit
 */
public record HookLimits(long maxBody, long buffered, Duration bodyWithin, Duration answerWithin) {}
