package io.trunkline.service;

import io.trunkline.alert.AlertWatch;
import io.trunkline.analytics.AttributionRules;
import io.trunkline.analytics.Capacities;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of the time series and of what looks at it.
 *
 * @param all reads them
 */
record SeriesSettings(Settings all) {
  /** The channels that carriers sold, by trunk name. */
  Capacities capacities() {
    Map<String, Integer> channels = new HashMap<>();
    all.byName("trunkline.analytics.capacity.")
        .forEach((name, setting) -> channels.put(name, all.number(setting)));
    return new Capacities(channels);
  }

  /** How calls are attributed to trunks. */
  AttributionRules attribution() {
    Map<String, List<String>> numbers = new HashMap<>();
    all.byName("trunkline.analytics.numbers.")
        .forEach((name, setting) -> numbers.put(name, all.list(setting)));
    return new AttributionRules(numbers, all.list("trunkline.analytics.preferred"));
  }

  /** Where the alert rules are. */
  Path alertRules() {
    Path file = Path.of(all.text("trunkline.alerts.rules"));
    return file.isAbsolute() ? file : Home.folder().resolve(file);
  }

  /** Trunks and trunk bases that Prometheus is told one by one. */
  int metricsMost() {
    return all.number("trunkline.metrics.most-trunks");
  }

  /** How alert rules are looked at. */
  AlertWatch.Settings alerts() {
    return new AlertWatch.Settings(
        Duration.ofMillis(all.number("trunkline.alerts.every")),
        all.duration("trunkline.alerts.keep"));
  }

  /** How long raw rows of the time series are kept. */
  Duration keepRaw() {
    return all.duration("trunkline.analytics.keep-raw");
  }

  /** How long hourly roll-ups are kept. */
  Duration keepHourly() {
    return all.duration("trunkline.analytics.keep-hourly");
  }
}
