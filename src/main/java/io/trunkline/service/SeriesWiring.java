package io.trunkline.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.trunkline.analytics.PullLedger;
import io.trunkline.analytics.RollUps;
import io.trunkline.analytics.SeriesAnswers;
import io.trunkline.analytics.SeriesMetrics;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.analytics.SeriesUpkeep;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.Subjects;
import io.trunkline.event.TrunkMeters;
import io.trunkline.genesys.Orgs;
import io.trunkline.store.Store;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** Makes the beans of the time series. */
final class SeriesWiring {
  private SeriesWiring() {}

  static void bind(Registry registry, Settings settings, Store store, Orgs orgs) {
    SeriesSettings series = new SeriesSettings(settings);
    Clock clock = Clock.systemUTC();
    Subjects subjects = new Subjects(store);
    RollUps rollUps = new RollUps(store);
    PullLedger ledger = new PullLedger(store, subjects, clock);
    registry.bind("subjects", subjects);
    registry.bind("seriesWriter", new SeriesWriter(store, subjects, series.attribution()));
    registry.bind("pullLedger", ledger);
    registry.bind("rollUps", rollUps);
    registry.bind(
        "seriesUpkeep",
        new SeriesUpkeep(store, rollUps, series.keepRaw(), series.keepHourly(), clock));
    SeriesReader reader = new SeriesReader(store, subjects, series.capacities());
    registry.bind("seriesReader", reader);
    registry.bind(
        "seriesAnswers",
        new SeriesAnswers(reader, ledger, rollUps, subjects, name -> simulated(orgs, name), clock));
  }

  /** Makes the gauges that Prometheus reads. */
  static void bindMetrics(Registry registry, Settings settings, Store store) {
    registry.bind(
        "seriesMetrics",
        new SeriesMetrics(
            registry.findSingleByType(MeterRegistry.class),
            registry.findSingleByType(SeriesReader.class),
            registry.findSingleByType(Subjects.class),
            new SeriesSettings(settings).metricsMost(),
            Clock.systemUTC()));
    registry.bind(
        "trunkMeters",
        new TrunkMeters(
            registry.findSingleByType(MeterRegistry.class),
            store,
            new SeriesSettings(settings).metricsMost()));
  }

  private static boolean simulated(Orgs orgs, String name) {
    return orgs.all().stream().anyMatch(org -> org.name().equals(name) && org.simulated());
  }
}
