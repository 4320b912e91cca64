package io.trunkline.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Specs and orgs that several tests start from. */
final class Specs {
  static final ObjectMapper MAPPER = new ObjectMapper().findAndRegisterModules();

  private Specs() {}

  static final String MINIMAL =
      """
      version: 1
      connections:
        - location: {name: Office}
          site: {name: Office BYOC}
          trunk: {name: carrier-a, sipServers: [sip.carrier.example]}
      """;

  static final String COMPLETE =
      """
      version: 1
      org: acme
      connections:
        - name: acme-berlin
          location:
            name: Acme Berlin
            emergencyNumber: "+493012345678"
            address: {street1: Musterstr. 1, street2: Hof, city: Berlin, state: BE, zipcode: 10115, country: DE}
            notes: Third floor
          site:
            name: Acme Berlin BYOC
            timeZone: Europe/Berlin
            updateWindow: {start: "23:00", end: "03:30", days: [SU, MO]}
            mediaModel: Cloud
            mediaRegions: [eu-central-1]
            callerId: "+493012345670"
            callerName: Acme
          trunk:
            name: carrier-a
            type: carrier
            transport: tls
            sipServers: [sip.carrier.example:5061, "[2001:db8::1]:5061"]
            terminationIdentifier: acme-a
            allowList: [198.51.100.0/28, "2001:db8::/32"]
            credentials: {realm: carrier.example, userName: acme, passwordEnv: ACME_PASSWORD}
            callerAddress: "+493012345671"
            callerAddressOverride: Unassigned DID
            callerName: Acme
            callerNameOverride: Always
            codecs: [opus, audio/pcma]
            enabled: false
            properties: {trunk_language: de-DE, trunk_maxDialTimeout: 2m, trunk_media_dscpValue: 46}
          outboundRoutes:
            - {name: Default Outbound Route, classifications: [National], distribution: RANDOM, enabled: false}
            - {name: Abroad, classifications: [International]}
      """;

  static Connection only(String yaml) {
    List<Connection> connections = SpecReader.read(yaml, "spec.yaml").spec().connections();
    return connections.get(0);
  }

  static JsonNode json(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String file(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An org with BYOC and nothing else. */
  static Inventory emptyOrg() {
    return new Inventory(
        List.of(json("{\"id\":\"byoc\"}")),
        List.of(),
        List.of(json("{\"id\":\"managed-1\",\"name\":\"PureCloud Voice - AWS\",\"managed\":true}")),
        List.of(),
        List.of());
  }
}
