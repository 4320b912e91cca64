package io.trunkline.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.api.EventApi;
import io.trunkline.api.HookListenerSettings;
import io.trunkline.api.HookMeters;
import io.trunkline.api.HookRoutes;
import io.trunkline.api.Problems;
import io.trunkline.api.TrunkStream;
import io.trunkline.event.FlapRule;
import io.trunkline.event.Intake;
import io.trunkline.event.Outbox;
import io.trunkline.event.TrunkHistory;
import io.trunkline.event.TrunkIntake;
import io.trunkline.event.Upkeep;
import io.trunkline.event.hook.HookSettingsException;
import io.trunkline.event.hook.HookSource;
import io.trunkline.event.outbox.DeadLetters;
import io.trunkline.event.outbox.EventText;
import io.trunkline.event.outbox.OutboxTail;
import io.trunkline.event.outbox.TrunkEventsComponent;
import io.trunkline.event.outbox.WebhookSigner;
import io.trunkline.genesys.Orgs;
import io.trunkline.store.Store;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
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

  /** What routes of sinks name, whether or not anything is delivered. */
  static void bindSinks(Registry registry) {
    registry.bind("webhookSigner", new WebhookSigner(Clock.systemUTC()));
    registry.bind("eventText", new EventText());
  }

  void bind() {
    Registry registry = context.getRegistry();
    Clock clock = Clock.systemUTC();
    FlapRule rule = settings.flapRule();
    Outbox outbox = new Outbox(store, clock);
    TrunkIntake intake = new TrunkIntake(store, outbox, rule, settings.eventsWaiting(), clock);
    // A node that died under load may have left states behind its events.
    CompletionStage<Void> unused = intake.catchUp();
    registry.bind("outbox", outbox);
    registry.bind("intake", Intake.class, intake);
    registry.bind("hookRoutes", hooks(intake, clock));
    TrunkHistory history = new TrunkHistory(store, rule, clock);
    registry.bind("trunkHistory", history);
    registry.bind("upkeep", new Upkeep(store, intake, settings.upkeep(), clock));
    DeadLetters letters = new DeadLetters(store, outbox, clock);
    registry.bind("eventApi", new EventApi(history, letters, store, outbox, clock));
    registry.bind(
        "trunkStream",
        new TrunkStream(
            context,
            new OutboxTail(store),
            outbox,
            registry.findSingleByType(Orgs.class),
            new Problems()));
    context.getComponent("trunk-events", TrunkEventsComponent.class).deliver(store, outbox, clock);
    new WatchWiring(context, store, intake, registry.findSingleByType(Orgs.class))
        .bind("node-" + UUID.randomUUID(), settings.watchedOrgs(), settings.watchPollInterval());
  }

  private HookRoutes hooks(Intake intake, Clock clock) {
    try {
      HookListenerSettings listener = new IntakeSettings(settings).listener();
      boolean loopback =
          InetAddress.getByName(settings.serverHost()).isLoopbackAddress()
              && (listener == null || InetAddress.getByName(listener.host()).isLoopbackAddress());
      Map<String, HookSource> sources = new IntakeSettings(settings).sources(loopback);
      boolean unsaid = sources.values().stream().anyMatch(source -> source.org().isEmpty());
      String org = unsaid ? context.getRegistry().findSingleByType(Orgs.class).defaultOrg() : "";
      HookMeters meters =
          new HookMeters(() -> context.getRegistry().findSingleByType(MeterRegistry.class));
      return new HookRoutes(
          sources, intake, org, new IntakeSettings(settings).limits(), meters, clock);
    } catch (HookSettingsException e) {
      throw new StartException(String.valueOf(e.getMessage()), e.fix());
    } catch (UnknownHostException e) {
      throw new StartException(
          "trunkline.server.host or trunkline.hooks.listener.host is no address: " + e.getMessage(),
          "Name an address of this machine.");
    }
  }
}
