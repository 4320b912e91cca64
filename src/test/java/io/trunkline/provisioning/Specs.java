package io.trunkline.provisioning;

import java.nio.file.Path;

/** Connection files for tests. */
public final class Specs {
  private Specs() {}

  /** One connection whose objects carry its name. */
  public static String one(String name) {
    return "version: 1\nconnections:\n" + connection(name, name, name);
  }

  /** One connection of a premises site whose edges shall trust an authority: it has every step. */
  public static String premises(String name, Path authority) {
    return "version: 1\nconnections:\n" + premisesConnection(name, authority);
  }

  /** A connection of a premises site whose edges shall trust an authority. */
  static String premisesConnection(String name, Path authority) {
    return connection(name, name, name)
            .replace("timeZone: Europe/Berlin", "timeZone: Europe/Berlin, mediaModel: Premises")
        + "    certificateAuthorities:\n      - {name: Acme CA, file: %s}\n".formatted(authority);
  }

  /** So many connections that have nothing in common. */
  public static String many(int count) {
    StringBuilder spec = new StringBuilder("version: 1\nconnections:\n");
    for (int i = 0; i < count; i++) {
      String name = String.format("carrier-%04d", i);
      spec.append(connection(name, name, name));
    }
    return spec.toString();
  }

  /** One connection in a location and a site that may be those of another. */
  public static String connection(String name, String location, String site) {
    return """
      - name: %1$s
        location:
          name: %2$s location
          emergencyNumber: "+493012345678"
          address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
        site: {name: %3$s site, timeZone: Europe/Berlin}
        trunk:
          name: %1$s
          transport: tls
          sipServers: [sip.carrier.example:5061]
          terminationIdentifier: %1$s
          allowList: [198.51.100.0/28]
    """
        .formatted(name, location, site);
  }
}
