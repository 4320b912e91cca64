package io.trunkline.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One API call made for a run; never its bodies.
 *
 * @param runId the run
 * @param connection the connection; null outside the split
 * @param step the id of the Step EIP; null outside a step
 * @param org name of the configured org
 * @param method HTTP method
 * @param path path without query
 * @param status HTTP status; 0 when no answer came
 * @param correlationId Genesys' {@code inin-correlation-id}; null when none came
 * @param millis time to the answer, in milliseconds
 * @param at when it ended
 */
public record ApiCallRecord(
    String runId,
    @Nullable String connection,
    @Nullable String step,
    String org,
    String method,
    String path,
    int status,
    @Nullable String correlationId,
    long millis,
    Instant at) {}
