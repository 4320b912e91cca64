package io.trunkline.service;

import io.trunkline.alert.AlertAnswers;
import io.trunkline.alert.AlertWatch;
import io.trunkline.alert.RuleFile;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.event.Outbox;
import io.trunkline.store.NodeLeases;
import io.trunkline.store.Store;
import java.time.Clock;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/** Makes the beans that routes/alerts.camel.yaml names, and watches the rules file. */
final class AlertWiring {
  private AlertWiring() {}

  static void bind(CamelContext context, Settings settings, Store store) {
    Registry registry = context.getRegistry();
    SeriesSettings series = new SeriesSettings(settings);
    RuleFile file = new RuleFile(context, series.alertRules(), store, settings.reload().interval());
    try {
      context.addService(file);
    } catch (Exception e) {
      throw new StartException(
          "the alert rules cannot be watched: " + e.getMessage(),
          "Check trunkline.alerts.rules, and that the store answers.");
    }
    registry.bind("alertRules", file);
    registry.bind("alertAnswers", new AlertAnswers(file, store));
    registry.bind(
        "alertWatch",
        new AlertWatch(
            file,
            registry.findSingleByType(SeriesReader.class),
            store,
            registry.findSingleByType(Outbox.class),
            new NodeLeases(store, "node-" + UUID.randomUUID()),
            series.alerts(),
            Clock.systemUTC()));
  }
}
