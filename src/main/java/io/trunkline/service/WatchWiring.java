package io.trunkline.service;

import io.trunkline.api.WatchApi;
import io.trunkline.event.Intake;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.watch.TestEvents;
import io.trunkline.event.watch.TrunkNotifications;
import io.trunkline.event.watch.TrunkPoll;
import io.trunkline.event.watch.WatchMemory;
import io.trunkline.genesys.GenesysComponent;
import io.trunkline.genesys.Orgs;
import io.trunkline.store.NodeLeases;
import io.trunkline.store.Store;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes what listens to the orgs' notification channels and polls their trunks. */
final class WatchWiring {
  private final CamelContext context;
  private final Store store;
  private final Intake intake;
  private final Orgs orgs;

  WatchWiring(CamelContext context, Store store, Intake intake, Orgs orgs) {
    this.context = context;
    this.store = store;
    this.intake = intake;
    this.orgs = orgs;
  }

  void bind(String node, String watched, Duration pollInterval) {
    Registry registry = context.getRegistry();
    GenesysComponent genesys = context.getComponent("genesys", GenesysComponent.class);
    NodeLeases leases = new NodeLeases(store, node);
    WatchMemory memory = new WatchMemory(store, genesys::watches);
    registry.bind("oneNode", new OneNode(context, leases, Clock.systemUTC()));
    registry.bind("watchMemory", memory);
    Outbox outbox = registry.findSingleByType(Outbox.class);
    TestEvents tests =
        new TestEvents(
            store,
            intake,
            registry.findSingleByType(TrunkHistory.class),
            outbox,
            Clock.systemUTC());
    registry.bind("watchApi", new WatchApi(orgs, genesys, tests));
    registry.bind("trunkNotifications", new TrunkNotifications(intake, memory));
    registry.bind(
        "trunkPoll",
        new TrunkPoll(() -> genesys.orgNames(watched), leases, pollInterval, Clock.systemUTC()));
  }
}
