package io.trunkline.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Connection files drawn from a seed. Names come from small pools, so that one file meets the
 * objects of another; connections of one file agree on the objects that they share.
 */
final class GeneratedSpecs {
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "Europe/Vienna", "America/St_Johns", "Asia/Kolkata");
  private static final List<String> NUMBERS =
      List.of("+493012345678", "+493012345679", "+442079460000");
  private static final List<String> CLASSIFICATIONS =
      List.of("National", "International", "Network", "Emergency", "Extension");

  private final Random random;

  GeneratedSpecs(long seed) {
    this.random = new Random(seed);
  }

  /** A file of one to three connections. */
  String next() {
    List<String> locations = List.of(location("north"), location("south"));
    List<String> sites = List.of(site("north"), site("south"));
    List<String> routes = List.of(routes(), routes());
    StringBuilder spec = new StringBuilder("version: 1\nconnections:\n");
    List<String> names = new ArrayList<>(List.of("alpha", "beta", "gamma"));
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String name = names.remove(random.nextInt(names.size()));
      int place = random.nextInt(2);
      spec.append("  - name: ").append(name).append('\n');
      spec.append(locations.get(place)).append(sites.get(place));
      spec.append(trunk(name)).append(routes.get(place));
    }
    return spec.toString();
  }

  private String location(String name) {
    return """
        location:
          name: %s office
          emergencyNumber: "%s"
          address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
          notes: %s floor
    """
        .formatted(name, one(NUMBERS), one(List.of("first", "second", "third")));
  }

  private String site(String name) {
    return "    site: {name: %s site, timeZone: %s}\n".formatted(name, one(ZONES));
  }

  private String trunk(String name) {
    return """
        trunk:
          name: %1$s
          transport: %2$s
          sipServers: [%3$s]
          terminationIdentifier: %1$s
          allowList: [%4$s]
    """
        .formatted(
            name,
            one(List.of("tls", "tcp", "udp")),
            some(List.of("sip1.carrier.example", "sip2.carrier.example", "203.0.113.5")),
            some(List.of("198.51.100.0/28", "203.0.113.7", "192.0.2.0/24")));
  }

  private String routes() {
    StringBuilder routes = new StringBuilder("    outboundRoutes:\n");
    for (String name : List.of("Default Outbound Route", "Backup")) {
      if (routes.length() < 25 || random.nextBoolean()) {
        routes.append(
            "      - {name: %s, classifications: [%s], distribution: %s, enabled: %s}\n"
                .formatted(
                    name,
                    some(CLASSIFICATIONS),
                    one(List.of("SEQUENTIAL", "RANDOM")),
                    random.nextInt(4) > 0));
      }
    }
    return routes.toString();
  }

  private String one(List<String> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  private String some(List<String> pool) {
    List<String> chosen =
        pool.stream().filter(each -> random.nextBoolean()).collect(Collectors.toList());
    return chosen.isEmpty() ? one(pool) : String.join(", ", chosen);
  }
}
