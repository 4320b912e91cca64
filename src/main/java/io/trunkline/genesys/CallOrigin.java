package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/**
 * What a call is made for.
 *
 * @param routeId the Camel route
 * @param runId the run, when it is part of one
 * @param runToken the token under which this execution of the run may write
 * @param connection name of the run's connection
 * @param step id of the run's step
 * @param polling whether the call gives way to provisioning
 */
public record CallOrigin(
    @Nullable String routeId,
    @Nullable String runId,
    @Nullable Long runToken,
    @Nullable String connection,
    @Nullable String step,
    boolean polling) {}
