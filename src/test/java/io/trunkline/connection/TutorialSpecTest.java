package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tutorial's input file is taken as it is. */
class TutorialSpecTest {
  private static final String FILLED = Specs.file("examples/tutorial-input.json");

  @Test
  void mapsEveryKey() {
    Connection connection = read(FILLED).spec().connections().get(0);
    assertThat(connection)
        .isEqualTo(
            new Connection(
                "Tutorial Trunk",
                null,
                new Connection.Location(
                    "Tutorial Office",
                    "+13172222222",
                    new Connection.Address(
                        "7601 Interactive Way", null, "Indianapolis", "IN", "46278", "US"),
                    null),
                new Connection.Site(
                    "Tutorial Site",
                    "America/Indiana/Indianapolis",
                    Defaults.UPDATE_WINDOW,
                    "Cloud",
                    List.of(),
                    null,
                    null),
                new Connection.Trunk(
                    "Tutorial Trunk",
                    "carrier",
                    "udp",
                    List.of("sip.tutorial.example"),
                    "sip.tutorial.example",
                    List.of("203.0.113.20", "198.51.100.32/28"),
                    new Connection.Credentials(
                        "tutorial.example",
                        "tutorial",
                        new SecretRef.Inline("a-dummy-for-the-simulator")),
                    "+13172222223",
                    null,
                    "Tutorial",
                    null,
                    List.of(),
                    true,
                    Map.of()),
                List.of(Defaults.ROUTE)));
  }

  @Test
  void takesKeysInAnyLetterCaseAndOneAddressAsText() {
    String other =
        FILLED
            .replace("sipTrunk", "SipTrunk")
            .replace("\"sipServers\"", "\"SIPSERVERS\"")
            .replace("externalTrunkName", "ExternalTrunkName")
            .replace("[\"203.0.113.20\", \"198.51.100.32/28\"]", "\"203.0.113.20\"");
    Connection.Trunk trunk = read(other).spec().connections().get(0).trunk();
    assertThat(trunk.sipServers()).containsExactly("sip.tutorial.example");
    assertThat(trunk.allowList()).containsExactly("203.0.113.20");
  }

  @Test
  void saysWhereCredentialsGo() {
    String withClient =
        FILLED.replaceFirst("\\{", "{\"client_id\": \"id-1\", \"client_secret\": \"hush\",");
    assertThat(read(withClient).warnings())
        .extracting(Problem::field)
        .containsExactly("client_id", "client_secret", "sipTrunk.password");
    assertThat(read(withClient).warnings())
        .asString()
        .contains("GENESYS_CLOUD_CLIENT_ID")
        .doesNotContain("hush", "a-dummy-for-the-simulator");
  }

  @Test
  void setsNoIdentifierThatWouldBeIllegal() {
    SpecReading reading = read(FILLED.replace("sip.tutorial.example", "sip.tutorial.example:5061"));
    Connection.Trunk trunk = reading.spec().connections().get(0).trunk();
    assertThat(trunk.sipServers()).containsExactly("sip.tutorial.example:5061");
    assertThat(trunk.terminationIdentifier()).isNull();
    assertThat(reading.warnings())
        .extracting(Problem::rule)
        .anyMatch(rule -> rule.contains("identifier"))
        .anyMatch(rule -> rule.contains("port 5061"));
  }

  @Test
  void readsEmptyTextsAsAbsent() {
    String sparse =
        FILLED
            .replace("\"+13172222223\"", "\"\"")
            .replace("\"tutorial.example\"", "\"\"")
            .replace("\"tutorial\"", "\"\"")
            .replace("\"a-dummy-for-the-simulator\"", "\"\"");
    Connection.Trunk trunk = read(sparse).spec().connections().get(0).trunk();
    assertThat(trunk.callerAddress()).isNull();
    assertThat(trunk.credentials()).isNull();
  }

  @Test
  void asksForWhatWasNotFilledIn() {
    String template =
        """
        {"location": {"name": "", "number": ""},
         "site": {"name": ""},
         "sipTrunk": {"sipServers": "", "externalTrunkName": "", "sipserver": "x"}}
        """;
    SpecException refusal = catchThrowableOfType(SpecException.class, () -> read(template));
    assertThat(refusal.problems())
        .extracting(Problem::line, Problem::field)
        .containsExactly(
            tuple(1, "location.name"),
            tuple(2, "site.name"),
            tuple(3, "sipTrunk.sipServers[0]"),
            tuple(3, "sipTrunk.externalTrunkName"),
            tuple(3, "sipTrunk.sipserver"));
  }

  private static SpecReading read(String json) {
    return SpecReader.read(json, "input.json");
  }
}
