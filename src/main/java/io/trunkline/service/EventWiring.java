package io.trunkline.service;

import io.trunkline.event.FlapRule;
import io.trunkline.event.Intake;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.TrunkIntake;
import io.trunkline.store.Store;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes what takes trunk events, keeps them and hands them on. */
final class EventWiring {
  private final CamelContext context;
  private final Settings settings;
  private final Store store;

  EventWiring(CamelContext context, Settings settings, Store store) {
    this.context = context;
    this.settings = settings;
    this.store = store;
  }

  void bind() {
    Registry registry = context.getRegistry();
    Clock clock = Clock.systemUTC();
    FlapRule rule = settings.flapRule();
    Outbox outbox = new Outbox(store, clock);
    TrunkIntake intake = new TrunkIntake(store, outbox, rule, settings.eventsWaiting(), clock);
    registry.bind("outbox", outbox);
    registry.bind("intake", Intake.class, intake);
    registry.bind("trunkHistory", new TrunkHistory(store, rule, clock));
  }
}
