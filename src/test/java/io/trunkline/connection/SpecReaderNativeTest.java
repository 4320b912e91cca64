package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.connection.Connection.UpdateWindow;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A correct spec becomes a connection, with defaults for what it does not say. */
class SpecReaderNativeTest {

  @Test
  void readsEveryKey() {
    Connection connection = Specs.only(Specs.COMPLETE);
    assertThat(connection.name()).isEqualTo("acme-berlin");
    assertThat(connection.org()).isEqualTo("acme");
    assertThat(connection.location().emergencyNumber()).isEqualTo("+493012345678");
    assertThat(connection.location().address())
        .isEqualTo(new Connection.Address("Musterstr. 1", "Hof", "Berlin", "BE", "10115", "DE"));
    assertThat(connection.site().updateWindow())
        .isEqualTo(new UpdateWindow(LocalTime.of(23, 0), LocalTime.of(3, 30), List.of("SU", "MO")));
    assertThat(connection.trunk().codecs()).containsExactly("opus", "pcma");
    assertThat(connection.trunk().credentials())
        .isEqualTo(
            new Connection.Credentials(
                "carrier.example", "acme", new SecretRef.Environment("ACME_PASSWORD")));
    assertThat(connection.trunk().properties())
        .containsEntry("trunk_media_dscpValue", Specs.json("46"));
    assertThat(connection.outboundRoutes())
        .containsExactly(
            new Connection.OutboundRoute(
                "Default Outbound Route", List.of("National"), "RANDOM", false),
            new Connection.OutboundRoute("Abroad", List.of("International"), "SEQUENTIAL", true));
  }

  @Test
  void fillsInDefaults() {
    Connection connection = Specs.only(Specs.MINIMAL);
    assertThat(connection.name()).isEqualTo("carrier-a");
    assertThat(connection.org()).isNull();
    assertThat(connection.site().mediaModel()).isEqualTo("Cloud");
    assertThat(connection.site().updateWindow()).isNull();
    assertThat(connection.trunk().transport()).isEqualTo("udp");
    assertThat(connection.trunk().allowList()).isNull();
    assertThat(connection.outboundRoutes()).containsExactly(Defaults.ROUTE);
  }

  @Test
  void setsTheDefaultWindowOnceTheTimeZoneIsKnown() {
    String yaml = Specs.MINIMAL.replace("Office BYOC", "Office BYOC, timeZone: Europe/Berlin");
    assertThat(Specs.only(yaml).site().updateWindow()).isEqualTo(Defaults.UPDATE_WINDOW);
  }

  @Test
  void readsAWindowOfAWholeDay() {
    String yaml = Specs.COMPLETE.replace("end: \"03:30\"", "end: \"23:00\"");
    assertThat(Specs.only(yaml).site().updateWindow())
        .isEqualTo(new UpdateWindow(LocalTime.of(23, 0), LocalTime.of(23, 0), List.of("SU", "MO")));
  }

  @Test
  void readsTheSameFromJson() throws Exception {
    Object tree = new com.fasterxml.jackson.dataformat.yaml.YAMLMapper().readTree(Specs.MINIMAL);
    String json = Specs.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    assertThat(SpecReader.read(json, "body").spec().connections())
        .containsExactly(Specs.only(Specs.MINIMAL));
  }

  @Test
  void takesPlainYamlWordsAsTheyAreWritten() {
    String yaml =
        """
        version: 1
        connections:
          - location:
              name: Oslo
              emergencyNumber: +4722222222
              address: {zipcode: 0010, country: NO}
            site: {name: Oslo BYOC, timeZone: Europe/Oslo, updateWindow: {start: 02:00, end: 05:00}}
            trunk: {name: carrier-a, sipServers: [sip.carrier.example]}
        """;
    Connection connection = Specs.only(yaml);
    assertThat(connection.location().emergencyNumber()).isEqualTo("+4722222222");
    assertThat(connection.location().address())
        .isEqualTo(new Connection.Address(null, null, null, null, "0010", "NO"));
  }

  @Test
  void unfoldsAliasesAndMerges() {
    String yaml =
        """
        version: 1
        connections:
          - location: &office {name: Office}
            site: &site {name: Office BYOC, mediaModel: Cloud}
            trunk: &trunk {name: carrier-a, sipServers: [sip.carrier.example], enabled: false}
          - location: *office
            site: *site
            trunk: {<<: *trunk, name: carrier-b}
        """;
    List<Connection> connections = SpecReader.read(yaml, "spec.yaml").spec().connections();
    assertThat(connections.get(1).location()).isEqualTo(connections.get(0).location());
    assertThat(connections.get(1).trunk().name()).isEqualTo("carrier-b");
    assertThat(connections.get(1).trunk().enabled()).isFalse();
  }

  @Test
  void readsTheExample() {
    SpecReading reading = SpecReader.read(Specs.file("examples/carrier.yaml"), "carrier.yaml");
    assertThat(reading.warnings()).isEmpty();
    assertThat(reading.spec().connections()).hasSize(1);
  }
}
