package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/**
 * A call that was made: what is counted, journaled and shown. No bodies, because they may hold
 * secrets.
 *
 * @param org configured name of the org
 * @param origin what the call was made for
 * @param method HTTP method
 * @param path path without host and query
 * @param status HTTP status; 0 when no answer came
 * @param correlationId {@code ININ-Correlation-Id}
 * @param millis how long it took
 */
public record ApiCall(
    String org,
    CallOrigin origin,
    String method,
    String path,
    int status,
    @Nullable String correlationId,
    long millis) {}
