package io.trunkline.genesys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** The regions of Genesys Cloud and their domains: data of {@code regions.properties}. */
final class Regions {
  private final SortedMap<String, String> domains = new TreeMap<>();

  Regions() {
    Properties table = new Properties();
    try (InputStream in = Regions.class.getResourceAsStream("regions.properties")) {
      table.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    table.stringPropertyNames().forEach(name -> domains.put(name, table.getProperty(name)));
  }

  /**
   * The domain of a region.
   *
   * @param region {@code eu_central_1}, {@code eu-central-1}, or the domain itself
   */
  Optional<String> domain(String region) {
    String asked = region.trim().toLowerCase(Locale.ROOT);
    if (domains.containsValue(asked)) {
      return Optional.of(asked);
    }
    return Optional.ofNullable(domains.get(asked.replace('-', '_')));
  }

  /** All region names, in order. */
  String names() {
    return String.join(", ", domains.keySet());
  }
}
