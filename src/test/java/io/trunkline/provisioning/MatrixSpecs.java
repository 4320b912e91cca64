package io.trunkline.provisioning;

import java.util.List;

/** What the matrices provision: a connection into an empty org, and a change of every object. */
final class MatrixSpecs {
  static final String LOCATIONS = "/api/v2/locations";
  static final String SITES = "/api/v2/telephony/providers/edges/sites";
  static final String TRUNKS = "/api/v2/telephony/providers/edges/trunkbasesettings";
  static final String ROUTES = SITES + "/*/outboundroutes";

  static final String FIRST =
      """
      version: 1
      connections:
        - name: acme
          location:
            name: acme location
            emergencyNumber: "+493012345678"
            address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
            notes: second floor
          site: {name: acme site, timeZone: Europe/Berlin}
          trunk:
            name: acme
            transport: tls
            sipServers: [sip.carrier.example:5061]
            terminationIdentifier: acme
            allowList: [198.51.100.0/28]
          outboundRoutes:
            - {name: Default Outbound Route, classifications: [National, International]}
            - {name: Emergency, classifications: [Emergency]}
      """;

  static final String SECOND =
      FIRST
          .replace("second floor", "third floor")
          .replace("Europe/Berlin", "Europe/Vienna")
          .replace("sip.carrier.example", "sip.other.example")
          .replace("[National, International]", "[National]")
          .replace("[Emergency]}", "[Emergency, Network]}");

  /** A write of the pipeline: its method and its path as the simulator's faults match it. */
  record Write(String method, String path) {
    @Override
    public String toString() {
      return method + " " + path.replaceAll("^.*/(?=[a-z]+(/\\*)?$)", "");
    }
  }

  /** The writes of {@link #FIRST} into an empty org. */
  static final List<Write> CREATES =
      List.of(
          new Write("POST", LOCATIONS),
          new Write("POST", SITES),
          new Write("POST", TRUNKS),
          new Write("PUT", ROUTES + "/*"),
          new Write("POST", ROUTES));

  /** The writes of {@link #SECOND} after {@link #FIRST}. */
  static final List<Write> UPDATES =
      List.of(
          new Write("PATCH", LOCATIONS + "/*"),
          new Write("PUT", SITES + "/*"),
          new Write("PUT", TRUNKS + "/*"),
          new Write("PUT", ROUTES + "/*"));

  /** The deletes of an undo of {@link #FIRST}. */
  static final List<Write> DELETES =
      List.of(
          new Write("DELETE", ROUTES + "/*"),
          new Write("DELETE", TRUNKS + "/*"),
          new Write("DELETE", SITES + "/*"),
          new Write("DELETE", LOCATIONS + "/*"));

  private MatrixSpecs() {}
}
