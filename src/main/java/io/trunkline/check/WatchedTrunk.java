package io.trunkline.check;

import io.trunkline.connection.Connection;

/**
 * A connection whose carrier is checked, and whose it is.
 *
 * @param org the configured org that holds its trunk
 */
public record WatchedTrunk(String org, Connection connection) {}
