package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A connection becomes the bodies that Genesys understands, with nothing the spec does not say. */
class DesiredStateTest {
  private static final Reference SITE = new Reference("site-1", "Office BYOC", "/sites/site-1");
  private static final Connection MINIMAL = Specs.only(Specs.MINIMAL);
  private static final Connection COMPLETE = Specs.only(Specs.COMPLETE);

  @Test
  void saysNothingOfItsOwn() {
    assertThat(DesiredState.location(MINIMAL)).isEqualTo(Specs.json("{\"name\":\"Office\"}"));
    assertThat(site(MINIMAL))
        .isEqualTo(
            Specs.json(
                """
                {"name":"Office BYOC","location":{"name":"Office"},"mediaModel":"Cloud",
                 "primarySites":[{"id":"m","name":"PureCloud Voice - AWS"}],
                 "secondarySites":[{"id":"m","name":"PureCloud Voice - AWS"}]}
                """));
    assertThat(DesiredState.trunk(MINIMAL, SITE))
        .isEqualTo(
            Specs.json(
                """
                {"name":"carrier-a","trunkType":"EXTERNAL",
                 "trunkMetabase":{"id":"external_sip_pcv_byoc_carrier.json","name":"Generic BYOC Carrier"},
                 "inboundSite":{"id":"site-1","name":"Office BYOC","selfUri":"/sites/site-1"},
                 "properties":{
                   "trunk_enabled":{"value":{"instance":true}},
                   "trunk_transport_protocolVariant":{"value":{"instance":"udp"}},
                   "trunk_transport_serverProxyList":{"value":{"instance":["sip.carrier.example"]}}}}
                """));
    assertThat(
            DesiredState.outboundRoute(
                MINIMAL, MINIMAL.outboundRoutes().get(0), Reference.toBeMade("carrier-a"), true))
        .isEqualTo(
            Specs.json(
                """
                {"name":"Default Outbound Route","classificationTypes":["National","International"],
                 "enabled":true,"distribution":"SEQUENTIAL","externalTrunkBases":[{"name":"carrier-a"}]}
                """));
  }

  @Test
  void aRouteThatIsThereKeepsItsClassificationsUnlessTheSpecNamesThem() {
    Reference trunk = Reference.toBeMade("carrier-a");

    assertThat(
            DesiredState.outboundRoute(MINIMAL, MINIMAL.outboundRoutes().get(0), trunk, false)
                .has("classificationTypes"))
        .isFalse();
    assertThat(
            DesiredState.outboundRoute(COMPLETE, COMPLETE.outboundRoutes().get(0), trunk, false)
                .path("classificationTypes"))
        .isEqualTo(Specs.json("[\"National\"]"));
  }

  @Test
  void writesTheUpdateWindowAsLocalWallClock() {
    assertThat(site(COMPLETE).path("edgeAutoUpdateConfig"))
        .isEqualTo(
            Specs.json(
                """
                {"timeZone":"Europe/Berlin","rrule":"FREQ=WEEKLY;BYDAY=MO,SU",
                 "start":"2026-01-02T23:00:00.000","end":"2026-01-03T03:30:00.000"}
                """));
    String daily = Specs.MINIMAL.replace("Office BYOC", "Office BYOC, timeZone: Asia/Tokyo");
    assertThat(site(Specs.only(daily)).path("edgeAutoUpdateConfig"))
        .isEqualTo(
            Specs.json(
                """
                {"timeZone":"Asia/Tokyo","rrule":"FREQ=DAILY",
                 "start":"2026-01-02T02:00:00.000","end":"2026-01-02T05:00:00.000"}
                """));
  }

  @Test
  void writesTheEmergencyNumberInBothForms() {
    assertThat(DesiredState.location(COMPLETE).path("emergencyNumber"))
        .isEqualTo(
            Specs.json(
                "{\"e164\":\"+493012345678\",\"number\":\"+493012345678\",\"type\":\"default\"}"));
  }

  @Test
  void writesEverySettingOfTheTrunk() {
    JsonNode properties = DesiredState.trunk(COMPLETE, SITE).path("properties");
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("trunk_enabled", "false"),
            Map.entry("trunk_transport_protocolVariant", "\"tls\""),
            Map.entry(
                "trunk_transport_serverProxyList",
                "[\"sip.carrier.example:5061\",\"[2001:db8::1]:5061\"]"),
            Map.entry("trunk_sip_termination_uri", "\"acme-a\""),
            Map.entry("trunk_access_acl_allowList", "[\"198.51.100.0/28\",\"2001:db8::/32\"]"),
            Map.entry("trunk_sip_authentication_credentials_realm", "\"carrier.example\""),
            Map.entry("trunk_sip_authentication_credentials_username", "\"acme\""),
            Map.entry(
                "trunk_sip_authentication_credentials_password",
                "{\"$secret\":\"env:ACME_PASSWORD\"}"),
            Map.entry("trunk_outboundIdentity_callingAddress", "\"+493012345671\""),
            Map.entry("trunk_outboundIdentity_callingAddress_overrideMethod", "\"Unassigned DID\""),
            Map.entry("trunk_outboundIdentity_callingName", "\"Acme\""),
            Map.entry("trunk_outboundIdentity_callingName_overrideMethod", "\"Always\""),
            Map.entry("trunk_media_codec", "[\"audio/opus\",\"audio/pcma\"]"),
            Map.entry("trunk_language", "\"de-DE\""),
            Map.entry("trunk_maxDialTimeout", "\"2m\""),
            Map.entry("trunk_media_dscpValue", "46"));
    assertThat(properties.properties())
        .allSatisfy(
            property ->
                assertThat(property.getValue().path("value").path("instance").toString())
                    .isEqualTo(expected.get(property.getKey())));
    assertThat(properties.size()).isEqualTo(expected.size());
  }

  @Test
  void leavesThePremisesSiteWithoutTheManagedOne() {
    String premises = Specs.COMPLETE.replace("mediaModel: Cloud", "mediaModel: Premises");
    assertThat(site(Specs.only(premises)).has("primarySites")).isFalse();
  }

  @Test
  void putsThePasswordInAtTheVeryEndOnly() {
    JsonNode body = DesiredState.trunk(COMPLETE, SITE);
    JsonNode written = Secrets.resolve(body, reference -> "value of " + reference);
    assertThat(
            written.at("/properties/trunk_sip_authentication_credentials_password/value/instance"))
        .isEqualTo(Specs.json("\"value of env:ACME_PASSWORD\""));
    assertThat(body.toString()).doesNotContain("value of");
  }

  private static JsonNode site(Connection connection) {
    return DesiredState.site(
        connection,
        Reference.toBeMade("Office"),
        new Reference("m", DesiredState.MANAGED_SITE, null));
  }
}
