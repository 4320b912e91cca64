package io.trunkline.service;

import io.trunkline.analytics.SeriesWriter;
import io.trunkline.check.CheckObservations;
import io.trunkline.check.CheckSeries;
import io.trunkline.check.StoredCheckHistory;
import io.trunkline.check.TrunksOfChecks;
import io.trunkline.event.Intake;
import io.trunkline.genesys.Orgs;
import io.trunkline.provisioning.KnownConnections;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.history.CheckChange;
import io.trunkline.sip.history.CheckHistory;
import io.trunkline.sip.history.CheckStateListener;
import io.trunkline.store.Store;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Service;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** What checks found is kept in the store, and its changes go to the route that tells them. */
final class CheckWiring {
  /** Where routes/sip-checks.camel.yaml takes the changes of check states. */
  static final String CHANGES = "seda:check-changes?size=10000&blockWhenFull=true";

  private CheckWiring() {}

  static void bind(
      CamelContext context,
      Settings settings,
      @Nullable Store store,
      KnownConnections known,
      Clock clock) {
    if (store != null) {
      StoredCheckHistory history =
          new StoredCheckHistory(store, settings.checks().points(), settings.checksKept(), clock);
      context.getRegistry().bind("checkHistory", CheckHistory.class, history);
      add(context, history);
    }
    TrunksOfChecks trunks = new TrunksOfChecks(new WatchedTrunks(known));
    context
        .getRegistry()
        .bind(
            "checkObservations",
            new CheckObservations(
                trunks, () -> context.getRegistry().findSingleByType(Intake.class), clock));
    if (store != null) {
      series(context, trunks);
    }
  }

  private static void series(CamelContext context, TrunksOfChecks trunks) {
    Registry registry = context.getRegistry();
    Orgs orgs = registry.findSingleByType(Orgs.class);
    CheckSeries series =
        new CheckSeries(
            registry.findSingleByType(SeriesWriter.class)::paths,
            trunks,
            () -> orgs.all().isEmpty() ? "" : orgs.defaultOrg());
    registry.bind("checkSeries", series);
    add(context, series);
  }

  /** Ends with the context, before the store closes. */
  private static void add(CamelContext context, Service service) {
    try {
      context.addService(service);
    } catch (Exception e) {
      throw new StartException(
          "SIP checks cannot be kept: " + e.getMessage(), "Look at the service's log.");
    }
  }

  /** Puts changes where the route takes them; where no such route runs, nobody is told. */
  static CheckStateListener changes(CamelContext context) {
    return new CheckStateListener() {
      private @Nullable ProducerTemplate template;

      @Override
      public synchronized void changed(@Nullable Verdict before, Verdict after) {
        if (context.getRoute("tell-check-changes") == null) {
          return;
        }
        if (template == null) {
          template = context.createProducerTemplate();
        }
        template.sendBody(CHANGES, new CheckChange(before, after));
      }
    };
  }
}
