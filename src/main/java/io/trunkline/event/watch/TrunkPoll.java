package io.trunkline.event.watch;

import io.trunkline.genesys.GenesysConstants;
import io.trunkline.store.NodeLeases;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/** What a turn of the poll asks: each org once, by one node of those that share a store. */
public final class TrunkPoll {
  private final Supplier<List<String>> orgs;
  private final NodeLeases leases;
  private final Duration interval;
  private final Clock clock;

  /**
   * With the names of the orgs that are asked.
   *
   * @param interval time between two turns: for so long another node keeps its hands off
   */
  public TrunkPoll(Supplier<List<String>> orgs, NodeLeases leases, Duration interval, Clock clock) {
    this.orgs = orgs;
    this.leases = leases;
    this.interval = interval;
    this.clock = clock;
  }

  /** Names of the orgs that this node asks in this turn. */
  public List<String> orgs() {
    Duration lease = interval.plus(interval.dividedBy(2));
    return orgs.get().stream().filter(org -> leases.hold("poll/" + org, lease)).toList();
  }

  /** Says which org's trunks are read, and that their reading begins now. */
  public void begin(Exchange exchange) {
    exchange
        .getMessage()
        .setHeader(GenesysConstants.ORG, exchange.getMessage().getBody(String.class));
    exchange.getMessage().setHeader(GenesysConstants.OBSERVED_AT, clock.instant());
  }
}
