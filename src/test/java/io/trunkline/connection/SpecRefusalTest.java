package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be known to be wrong without asking Genesys is refused, with place, rule and fix. */
class SpecRefusalTest {
  private static final String TRUNK = "connections[0].trunk.";
  private static final String SITE = "connections[0].site.";
  private static final String LOCATION = "connections[0].location.";

  /** What stands in the complete spec, what replaces it, the field refused, and its fix. */
  static Stream<Arguments> wrongValues() {
    return Stream.of(
        wrong("\"+493012345678\"", "\"+1317222\"", LOCATION + "emergencyNumber", "too short"),
        wrong("\"+493012345678\"", "\"030123456\"", LOCATION + "emergencyNumber", "+49"),
        wrong("\"+493012345678\"", "\"+49 30 12345678\"", LOCATION + "emergencyNumber", "+4930"),
        wrong("\"+493012345678\"", "\"+999123456789\"", LOCATION + "emergencyNumber", "country"),
        wrong("country: DE", "country: Germany", LOCATION + "address.country", "Write DE"),
        wrong("country: DE", "country: UK", LOCATION + "address.country", "Write GB"),
        wrong("country: DE", "country: de", LOCATION + "address.country", "Write DE"),
        wrong("notes: Third floor", "notes: \"\"", LOCATION + "notes", "remove the key"),
        wrong("Europe/Berlin", "Europe/Berln", SITE + "timeZone", "Write Europe/Berlin"),
        wrong("Europe/Berlin", "\"+02:00\"", SITE + "timeZone", "summer time"),
        wrong("Europe/Berlin", "SystemV/EST5", SITE + "timeZone", "Europe/Berlin"),
        wrong("\"23:00\"", "\"25:00\"", SITE + "updateWindow.start", "02:00"),
        wrong("\"03:30\"", "\"00:30\"", SITE + "updateWindow.end", "01:00 or later"),
        wrong("[SU, MO]", "[SU, Monday]", SITE + "updateWindow.days[1]", "Choose"),
        wrong("[SU, MO]", "[SU, SU]", SITE + "updateWindow.days[1]", "Remove"),
        wrong("mediaModel: Cloud", "mediaModel: cloud", SITE + "mediaModel", "Write Cloud"),
        wrong("[eu-central-1]", "[]", SITE + "mediaRegions", "Add a value"),
        wrong("type: carrier", "type: Carrier", TRUNK + "type", "Write carrier"),
        wrong("transport: tls", "transport: TLS", TRUNK + "transport", "Write tls"),
        wrong("sip.carrier.example:5061", "sip.carrier.example:5060", server(0), "5061"),
        wrong("sip.carrier.example:5061", "sip.carrier.example:0", server(0), "port"),
        wrong("sip.carrier.example:5061", "sip.carrier.example:99999", server(0), "port"),
        wrong("sip.carrier.example:5061", "sip_1.carrier.example", server(0), "sip.carrier"),
        wrong("sip.carrier.example:5061", "\"sips:x@c.example\"", server(0), "Write c.example"),
        wrong("\"[2001:db8::1]:5061\"", "\"2001:db8::1\"", server(1), "sip.carrier"),
        wrong("\"[2001:db8::1]:5061\"", "sip.carrier.example:5061", server(1), "Remove"),
        wrong("Identifier: acme-a", "Identifier: a_b", TRUNK + "terminationIdentifier", "word"),
        wrong("198.51.100.0/28", "198.51.100.1/28", TRUNK + "allowList[0]", "198.51.100.0/28"),
        wrong("198.51.100.0/28", "198.51.100", TRUNK + "allowList[0]", "in full"),
        wrong("198.51.100.0/28", "198.51.100.0-9", TRUNK + "allowList[0]", "in full"),
        wrong("198.51.100.0/28", "198.051.100.0", TRUNK + "allowList[0]", "in full"),
        wrong("2001:db8::/32", "2001:db8::1/32", TRUNK + "allowList[1]", "2001:db8::/32"),
        wrong("2001:db8::/32", "2001:db8::/129", TRUNK + "allowList[1]", "in full"),
        wrong("passwordEnv: ACME_PASSWORD", "passwordEnv: a b", password("Env"), "TRUNK_PASSWORD"),
        wrong(
            "passwordEnv: ACME", "passwordFile: /f, passwordEnv: ACME", password("File"), "one of"),
        wrong("passwordEnv: ACME_PASSWORD", "password: x", password(""), "passwordEnv"),
        wrong("userName: acme, ", "", TRUNK + "credentials.userName", "Add userName"),
        wrong(
            "callerName: Acme\n      call",
            "callerName: " + "x".repeat(41) + "\n      call",
            TRUNK + "callerName",
            "40 characters"),
        wrong("Unassigned DID", "Sometimes", TRUNK + "callerAddressOverride", "Choose"),
        wrong("[opus, audio/pcma]", "[opus, g711]", TRUNK + "codecs[1]", "Choose"),
        wrong("[opus, audio/pcma]", "[opus, audio/opus]", TRUNK + "codecs", "Remove"),
        wrong("enabled: false\n", "enabled: \"false\"\n", TRUNK + "enabled", "without quotes"),
        wrong("enabled: false\n", "enabled: no\n", TRUNK + "enabled", "true or false"),
        wrong("trunk_language", "language", TRUNK + "properties.language", "trunk_language"),
        wrong(
            "trunk_language: de-DE",
            "trunk_media_codec: [x]",
            TRUNK + "properties.trunk_media_codec",
            "Use trunk.codecs"),
        wrong(
            "trunk_language: de-DE",
            "trunk_x_password: y",
            TRUNK + "properties.trunk_x_password",
            "Genesys Cloud"),
        wrong("distribution: RANDOM", "distribution: random", route(0) + "distribution", "RANDOM"),
        wrong("[National]", "[]", route(0) + "classifications", "Add a value"),
        wrong("name: Abroad", "name: Default Outbound Route", route(1) + "name", "of its own"),
        wrong("name: carrier-a", "nane: carrier-a", TRUNK + "name", "Add name"),
        wrong("name: carrier-a", "name: \" carrier-a\"", TRUNK + "name", "blanks"),
        wrong("name: carrier-a", "name: 5", TRUNK + "name", "in quotes"),
        wrong("name: carrier-a", "name:", TRUNK + "name", "Give it a value"),
        wrong("name: carrier-a", "name: [a]", TRUNK + "name", "in quotes"),
        wrong("version: 1", "version: 2", "version", "version: 1"),
        wrong("version: 1\n", "", "version", "Add version"));
  }

  @ParameterizedTest
  @MethodSource("wrongValues")
  void namesTheFieldAndTheFix(String right, String wrong, String field, String fix) {
    assertThat(Specs.COMPLETE).contains(right);
    List<Problem> problems = problems(Specs.COMPLETE.replace(right, wrong));
    assertThat(problems).extracting(Problem::field).contains(field);
    assertThat(problems)
        .filteredOn(problem -> problem.field().equals(field))
        .first()
        .satisfies(problem -> assertThat(problem.fix()).contains(fix))
        .satisfies(problem -> assertThat(problem.rule()).isNotBlank());
  }

  @ParameterizedTest
  @CsvSource({
    "emergencyNumber:, emergencynumber:, emergencyNumber",
    "updateWindow:, updatewindow:, updateWindow",
    "sipServers:, sipServer:, sipServers",
    "allowList:, allowlist:, allowList",
    "classifications:, clasifications:, classifications",
  })
  void asksWhetherAnotherKeyWasMeant(String key, String typo, String meant) {
    assertThat(problems(Specs.COMPLETE.replaceFirst(key, typo)))
        .anySatisfy(problem -> assertThat(problem.fix()).isEqualTo("Did you mean " + meant + "?"));
  }

  @Test
  void tellsEverythingAtOnceWithLineAndColumn() {
    String yaml =
        """
        version: 1
        connections:
          - location: {name: Office, colour: red}
            site: {name: Office BYOC, timeZone: Mars/Olympus}
            trunk:
              name: carrier-a
              sipServers:
                - sip.carrier.example
                - sip..example
        """;
    assertThat(problems(yaml))
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.field())
        .containsExactly(
            "3:30 connections[0].location.colour",
            "4:31 connections[0].site.timeZone",
            "9:11 connections[0].trunk.sipServers[1]");
  }

  @Test
  void seesContradictionsBetweenConnections() {
    String yaml =
        """
        version: 1
        connections:
          - location: {name: Office}
            site: {name: Office BYOC}
            trunk: {name: a, sipServers: [sip.carrier.example], terminationIdentifier: acme}
          - location: {name: Office, notes: Other}
            site: {name: Office BYOC, mediaRegions: [eu-west-1]}
            trunk: {name: a, sipServers: [sip.carrier.example], terminationIdentifier: ACME}
            outboundRoutes: [{classifications: [National]}]
        """;
    assertThat(problems(yaml))
        .extracting(Problem::field)
        .containsExactlyInAnyOrder(
            "connections[1].name",
            "connections[1].trunk.name",
            "connections[1].trunk.terminationIdentifier",
            "connections[1].location.name",
            "connections[1].site.name",
            "connections[1].outboundRoutes[0].name");
  }

  @Test
  void letsOrgsUseTheSameNames() {
    String yaml =
        """
        version: 1
        connections:
          - {org: one, location: {name: A}, site: {name: S}, trunk: {name: t, sipServers: [h]}}
          - {org: two, location: {name: A, notes: x}, site: {name: S}, trunk: {name: t, sipServers: [h]}}
        """;
    assertThat(SpecReader.read(yaml, "spec.yaml").spec().connections()).hasSize(2);
  }

  @Test
  void warnsOfNamesThatDifferInLetterCaseOnly() {
    String yaml =
        """
        version: 1
        connections:
          - {location: {name: Office}, site: {name: S}, trunk: {name: t, sipServers: [h]}}
          - {location: {name: office}, site: {name: S2}, trunk: {name: u, sipServers: [h]}}
        """;
    assertThat(SpecReader.read(yaml, "spec.yaml").warnings())
        .extracting(Problem::field)
        .containsExactly("connections[1].location.name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a: [1, 2' | spec.yaml | 1 | YAML",
        "'a: 1\n b: 2' | spec.yaml | 2 | YAML",
        "'a: \"x' | spec.yaml | 1 | YAML",
        "'a: 1\na: 2' | spec.yaml | 2 | once",
        "'{\"a\": 1,}' | spec.json | 1 | JSON",
        "'{\"a\": 1\n \"b\": 2}' | spec.json | 2 | JSON",
        "'{\"a\": 1,\n \"a\": 2}' | spec.json | 2 | once",
        "'{} {}' | spec.json | 1 | one JSON document",
        "'a: 1\n---\nb: 2' | spec.yaml | 2 | YAML",
        "'' | spec.yaml | 1 | not empty",
        "'# nothing' | spec.yaml | 1 | not empty",
        "'' | spec.json | 1 | not empty",
        "'[1]' | spec.yaml | 1 | group of keys",
        "'hello' | spec.yaml | 1 | group of keys",
        "'a: !!java.net.URL [\"http://x\"]' | spec.yaml | 1 | tag",
        "'a: !x 1' | spec.yaml | 1 | tag",
      })
  void tellsWhereTheTextIsBroken(String text, String file, int line, String rule) {
    assertThat(problems(text, file))
        .anySatisfy(
            problem -> {
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.rule()).contains(rule);
            });
  }

  @Test
  void refusesWhatIsTooLong() {
    String text = "# " + "x".repeat(SpecReader.MAX_BYTES) + "\n" + Specs.MINIMAL;
    assertThat(problems(text)).extracting(Problem::rule).first().asString().contains("bytes");
    String wide = "# " + "ü".repeat(SpecReader.MAX_BYTES / 2) + "\n" + Specs.MINIMAL;
    assertThat(problems(wide)).extracting(Problem::rule).first().asString().contains("bytes");
  }

  @Test
  void refusesAliasesThatUnfoldWithoutEnd() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a" + i + ": &a" + i + " [" + (before + ", ").repeat(8) + before + "]\n");
    }
    assertThat(problems(bomb.toString()))
        .extracting(Problem::rule)
        .anyMatch(r -> r.contains("alias"));
    assertThat(problems("a: &a [*a]"))
        .extracting(Problem::rule)
        .anyMatch(r -> r.contains("itself"));
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThat(problems("a: " + "[".repeat(5000))).isNotEmpty();
    assertThat(problems("{\"a\": " + "[".repeat(5000), "a.json")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "credentials: {realm: r, userName: u, password: hunter2}",
        "credentials: {realm: r, userName: u, passwordEnv: hunter2!}",
        "credentials: {realm: r, userName: u, pasword: hunter2}",
        "credentials: {realm: r, userName: u, passwordFile: [hunter2]}",
        "credentials: {realm: r, userName: u, password: *hunter2}",
        "credentials: {realm: r, userName: u, password: !hunter2 x}",
        "credentials: hunter2",
        "credentials: {realm: r, userName: u, 'password: hunter2",
        "properties: {trunk_sip_authentication_credentials_password: hunter2}",
      })
  void neverShowsAPassword(String credentials) {
    String yaml = Specs.MINIMAL.replace("sipServers", credentials + ", sipServers");
    assertThat(problems(yaml)).asString().doesNotContain("hunter2");
    assertThatThrownBy(() -> SpecReader.read(yaml, "spec.yaml"))
        .isInstanceOf(SpecException.class)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void neverShowsAPasswordOfBrokenJson() {
    assertThat(problems("{\"sipTrunk\": {\"password\": hunter2}}", "a.json"))
        .asString()
        .doesNotContain("hunter2");
  }

  @Test
  void saysWhereAConnectionBelongs() {
    assertThat(problems("version: 1\nlocation: {name: x}\n"))
        .extracting(Problem::fix)
        .contains("Put it under connections, behind a hyphen", "Add connections");
  }

  private static Arguments wrong(String right, String wrong, String field, String fix) {
    return Arguments.of(right, wrong, field, fix);
  }

  private static String server(int index) {
    return TRUNK + "sipServers[" + index + "]";
  }

  private static String password(String place) {
    return TRUNK + "credentials.password" + place;
  }

  private static String route(int index) {
    return "connections[0].outboundRoutes[" + index + "].";
  }

  private static List<Problem> problems(String text) {
    return problems(text, "spec.yaml");
  }

  private static List<Problem> problems(String text, String file) {
    SpecException refusal =
        catchThrowableOfType(SpecException.class, () -> SpecReader.read(text, file));
    assertThat(refusal).as("refusal of %s", text).isNotNull();
    assertThat(refusal.problems()).isNotEmpty().allMatch(problem -> problem.file().equals(file));
    return refusal.problems();
  }
}
