package io.trunkline.service;

import io.trunkline.check.WatchedTrunk;
import io.trunkline.provisioning.KnownConnections;
import io.trunkline.provisioning.KnownConnections.Known;
import java.util.List;
import java.util.function.Supplier;

/**
 * The trunks of the connections that runs have made; the same list while those are the same, since
 * it is asked for with every check. Thread-safe.
 */
final class WatchedTrunks implements Supplier<List<WatchedTrunk>> {
  private final KnownConnections connections;
  private List<Known> known = List.of();
  private List<WatchedTrunk> trunks = List.of();

  WatchedTrunks(KnownConnections connections) {
    this.connections = connections;
  }

  @Override
  public synchronized List<WatchedTrunk> get() {
    List<Known> now = connections.known();
    if (!now.equals(known)) {
      trunks = now.stream().map(one -> new WatchedTrunk(one.org(), one.connection())).toList();
      known = now;
    }
    return trunks;
  }
}
