package io.trunkline.connection;

import java.time.LocalTime;
import java.util.List;

/** What holds when a spec is silent; the JSON Schema repeats these words and a test compares. */
final class Defaults {
  static final String MEDIA_MODEL = "Cloud";
  static final LocalTime WINDOW_START = LocalTime.of(2, 0);
  static final LocalTime WINDOW_END = LocalTime.of(5, 0);
  static final String TRUNK_TYPE = "carrier";
  static final String TRANSPORT = "udp";
  static final boolean ENABLED = true;
  static final String ROUTE_NAME = "Default Outbound Route";

  /** Of a route that the run makes; one that is there keeps its own. */
  static final List<String> CLASSIFICATIONS = List.of("National", "International");

  static final String DISTRIBUTION = "SEQUENTIAL";

  static final Connection.UpdateWindow UPDATE_WINDOW =
      new Connection.UpdateWindow(WINDOW_START, WINDOW_END, List.of());
  static final Connection.OutboundRoute ROUTE =
      new Connection.OutboundRoute(ROUTE_NAME, List.of(), DISTRIBUTION, ENABLED);

  private Defaults() {}
}
