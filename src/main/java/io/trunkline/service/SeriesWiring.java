package io.trunkline.service;

import io.trunkline.analytics.PullLedger;
import io.trunkline.analytics.RollUps;
import io.trunkline.analytics.SeriesAnswers;
import io.trunkline.analytics.SeriesReader;
import io.trunkline.analytics.SeriesUpkeep;
import io.trunkline.analytics.SeriesWriter;
import io.trunkline.analytics.Subjects;
import io.trunkline.genesys.Orgs;
import io.trunkline.store.Store;
import java.time.Clock;
import org.apache.camel.spi.Registry;

/** Makes the beans of the time series. */
final class SeriesWiring {
  private SeriesWiring() {}

  static void bind(Registry registry, Settings settings, Store store, Orgs orgs) {
    Clock clock = Clock.systemUTC();
    Subjects subjects = new Subjects(store);
    RollUps rollUps = new RollUps(store);
    PullLedger ledger = new PullLedger(store, subjects, clock);
    registry.bind("subjects", subjects);
    registry.bind("seriesWriter", new SeriesWriter(store, subjects, settings.attribution()));
    registry.bind("pullLedger", ledger);
    registry.bind("rollUps", rollUps);
    registry.bind(
        "seriesUpkeep",
        new SeriesUpkeep(store, rollUps, settings.keepRaw(), settings.keepHourly(), clock));
    SeriesReader reader = new SeriesReader(store, subjects, settings.capacities());
    registry.bind(
        "seriesAnswers",
        new SeriesAnswers(reader, ledger, rollUps, subjects, name -> simulated(orgs, name), clock));
  }

  private static boolean simulated(Orgs orgs, String name) {
    return orgs.all().stream().anyMatch(org -> org.name().equals(name) && org.simulated());
  }
}
