package io.trunkline.provisioning;

import io.trunkline.connection.Connection;
import io.trunkline.connection.Plan;
import io.trunkline.genesys.Org;
import java.time.Instant;
import java.util.List;

/**
 * The plan of one org's connections, with what was read for it.
 *
 * @param org the org
 * @param specHash SHA-256 of the connection file, hexadecimal
 * @param connections those of the file that belong to the org
 * @param holdings what the org holds
 * @param plan what would change
 * @param readAt when the org was read
 */
public record PlannedOrg(
    Org org,
    String specHash,
    List<Connection> connections,
    Holdings holdings,
    Plan plan,
    Instant readAt) {}
