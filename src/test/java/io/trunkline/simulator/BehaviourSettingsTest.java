package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.BASES;
import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the platform's behaviour depends on is a setting, and each setting works. */
class BehaviourSettingsTest {
  private static final String LOCATIONS = "/api/v2/locations";

  private Simulator simulator;
  private SimulatorClient client;

  @BeforeEach
  void start() throws SimulatorException {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void listsAndSearchesLagBehindAWrite() {
    settings("{\"consistency\":{\"listLagMs\":60000}}");
    String id = client.location("Late");
    String search = "{\"query\":[{\"type\":\"EXACT\",\"fields\":[\"name\"],\"value\":\"Late\"}]}";
    assertThat(client.get(LOCATIONS + "/" + id).status()).isEqualTo(200);
    assertThat(client.get(LOCATIONS).body().findValuesAsText("id")).doesNotContain(id);
    assertThat(client.post(LOCATIONS + "/search", search).text("/total")).isEqualTo("0");
    settings("{\"consistency\":{\"listLagMs\":0}}");
    assertThat(client.get(LOCATIONS).body().findValuesAsText("id")).contains(id);
    assertThat(client.post(LOCATIONS + "/search", search).text("/total")).isEqualTo("1");

    settings("{\"consistency\":{\"listLagMs\":60000}}");
    client.delete(LOCATIONS + "/" + id);
    assertThat(client.get(LOCATIONS).body().findValuesAsText("id")).contains(id);
  }

  @Test
  void aReadLagsBehindAWrite() {
    settings("{\"consistency\":{\"readLagMs\":60000}}");
    String path = LOCATIONS + "/" + client.location("Late");
    assertThat(client.get(path).status()).isEqualTo(404);
    assertThat(client.patch(path, "{\"name\":\"Later\",\"version\":1}").status()).isEqualTo(200);
    assertThat(client.get(path).text("/name")).isEqualTo("Late");
    settings("{\"consistency\":{\"readLagMs\":0}}");
    assertThat(client.get(path).text("/name")).isEqualTo("Later");
  }

  @Test
  void aLagEndsByItself() {
    settings("{\"consistency\":{\"readLagMs\":200,\"listLagMs\":200}}");
    String id = client.location("Late");
    await().until(() -> client.get(LOCATIONS + "/" + id).status() == 200);
    await().until(() -> client.get(LOCATIONS + "?id=" + id).text("/total").equals("1"));
  }

  @Test
  void aDeletedEntityIsReadAsDeletedAndThenNotFound() {
    settings("{\"consistency\":{\"deletedVisibleMs\":60000}}");
    String path = LOCATIONS + "/" + client.location("Gone");
    client.delete(path);
    assertThat(client.get(path).text("/state")).isEqualTo("deleted");
    assertThat(client.patch(path, "{\"version\":1}").status()).isEqualTo(404);
    settings("{\"consistency\":{\"deletedVisibleMs\":100}}");
    await().until(() -> client.get(path).status() == 404);
  }

  @Test
  void aLocationIsReleasedSomeTimeAfterItsSite() {
    settings("{\"consistency\":{\"locationReleaseMs\":60000}}");
    Reply site = client.site("S");
    String location = LOCATIONS + "/" + site.text("/location/id");
    assertThat(client.delete(SITES + "/" + site.id()).status()).isEqualTo(200);
    assertThat(client.delete(location).status()).isEqualTo(409);
    settings("{\"consistency\":{\"locationReleaseMs\":100}}");
    await().until(() -> client.delete(location).status() == 204);
  }

  @Test
  void presetsWidenAllWindows() {
    settings("{\"consistency\":{\"mode\":\"harsh\",\"listLagMs\":60000}}");
    Reply site = client.site("S");
    assertThat(client.get(SITES + "?managed=false").text("/total")).isEqualTo("0");
    await().until(() -> client.get(SITES + "/" + site.id()).status() == 200);
  }

  @Test
  void statusesOfUnknownRefusalsFollowTheSettings() {
    settings(
        """
        {"versions":{"telephonyStatus":412,"locationStatus":409},
         "names":{"locationDuplicates":false,"duplicateStatus":400}}
        """);
    Reply site = client.site("S");
    ObjectNode old = site.object().put("version", 7);
    assertThat(client.put(SITES + "/" + site.id(), old).status()).isEqualTo(412);
    String location = client.location("L");
    assertThat(client.patch(LOCATIONS + "/" + location, "{\"version\":7}").status()).isEqualTo(409);
    assertThat(client.post(LOCATIONS, "{\"name\":\"L\"}").status()).isEqualTo(400);

    settings("{\"versions\":{\"required\":true}}");
    old.remove("version");
    assertThat(client.put(SITES + "/" + site.id(), old).text("/details/0/fieldName"))
        .isEqualTo("version");
  }

  @Test
  void namesMayBeSharedWhenTheSettingsSaySo() {
    client.site("S");
    assertThat(client.site("S").status()).isEqualTo(409);
    settings("{\"names\":{\"telephonyDuplicates\":true}}");
    assertThat(client.site("S").status()).isEqualTo(200);
  }

  @Test
  void aTrunkInUseNeedsItsInboundSite() {
    Reply site = client.site("S");
    Reply base = client.trunkBase("t", site.id());
    ObjectNode without = base.object();
    without.remove("inboundSite");
    assertThat(client.put(BASES + "/" + base.id(), without).status()).isEqualTo(200);
    client.post(
        SITES + "/" + site.id() + "/outboundroutes",
        """
        {"name":"R","classificationTypes":["National"],"externalTrunkBases":[{"id":"%s"}]}
        """
            .formatted(base.id()));
    without.put("version", 2);
    Reply refused = client.put(BASES + "/" + base.id(), without);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/message"))
        .isEqualTo("Field 'inboundSiteId' is required and cannot be empty.");
    assertThat(refused.text("/details/0/errorCode")).isEqualTo("REQUIRED_FIELD_MISSING");
    settings("{\"trunkBases\":{\"inboundSiteRequiredInUse\":false}}");
    assertThat(client.put(BASES + "/" + base.id(), without).status()).isEqualTo(200);
  }

  @Test
  void propertiesAreCheckedAgainstTheTemplate() {
    String body =
        """
        {"name":"t","trunkType":"EXTERNAL","trunkMetabase":{"id":"%s"},"properties":{
          "trunk_transport_protocolVariant":{"value":{"instance":"sctp"}},
          "trunk_outboundIdentity_callingName":{"value":{"instance":"%s"}},
          "trunk_media_dtmf_payload":{"value":{"instance":5}},
          "trunk_enabled":{"value":{"instance":"yes"}}}}
        """
            .formatted(SimulatorClient.CARRIER, "x".repeat(41));
    Reply refused = client.post(BASES, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").findValuesAsText("fieldName"))
        .containsExactlyInAnyOrder(
            "properties.trunk_transport_protocolVariant",
            "properties.trunk_outboundIdentity_callingName",
            "properties.trunk_media_dtmf_payload",
            "properties.trunk_enabled",
            "properties.trunk_transport_serverProxyList");
    settings("{\"trunkBases\":{\"checkProperties\":false}}");
    assertThat(client.post(BASES, body).status()).isEqualTo(200);
  }

  @Test
  void aPasswordCanBeMaskedAndStaysWhatItWas() {
    String body =
        """
        {"name":"t","trunkType":"EXTERNAL","trunkMetabase":{"id":"%s"},"properties":{
          "trunk_transport_serverProxyList":{"value":{"instance":["sip.example"]}},
          "trunk_sip_authentication_credentials_password":{"value":{"instance":"digest"}}}}
        """
            .formatted(SimulatorClient.CARRIER);
    String path = BASES + "/" + client.post(BASES, body).id();
    String pointer = "/properties/trunk_sip_authentication_credentials_password/value/instance";
    settings("{\"trunkBases\":{\"passwordMasked\":true}}");
    assertThat(client.get(path).text(pointer)).isEqualTo("********");
    settings("{\"trunkBases\":{\"passwordMasked\":null}}");
    assertThat(client.get(path).text(pointer)).isEqualTo("digest");
  }

  @Test
  void runtimeTrunksFollowTheirSettings() {
    settings("{\"trunks\":{\"perCloudEdge\":false,\"registersEnabledStatus\":\"ENABLED\"}}");
    Reply site = client.site("S");
    Reply base = client.trunkBase("t", site.id());
    client.post(
        SITES + "/" + site.id() + "/outboundroutes",
        """
        {"name":"R","classificationTypes":["National"],"externalTrunkBases":[{"id":"%s"}]}
        """
            .formatted(base.id()));
    Reply trunks = client.get(SimulatorClient.EDGES + "/trunks");
    assertThat(trunks.text("/total")).isEqualTo("1");
    assertThat(trunks.text("/entities/0/registersStatus/0/registerState")).isEqualTo("true");
  }

  @Test
  void theOrgHasALimitBesideTheToken() {
    settings("{\"rateLimit\":{\"enabled\":true,\"orgPerMinute\":3}}");
    SimulatorClient other = SimulatorClient.loggedIn(simulator);
    client.get(SITES);
    other.get(SITES);
    client.get(SITES);
    Reply refused = other.get(SITES);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.text("/limit/key")).isEqualTo("org.app.user.rate.per.minute");
  }

  @Test
  void theWindowOfARateLimitEnds() {
    settings("{\"rateLimit\":{\"enabled\":true,\"perMinute\":1,\"windowSeconds\":1}}");
    await().until(() -> client.get(SITES).status() == 429);
    await().until(() -> client.get(SITES).status() == 200);
  }

  @Test
  void tokenRequestsAndAnswersCanBeLimited() {
    settings("{\"rateLimit\":{\"tokenRequestsPerMinute\":1},\"responseBytes\":500}");
    assertThat(client.get(SITES).text("/code")).isEqualTo("response.entity.too.large");
    client.login("simulator", "simulator", "grant_type=client_credentials");
    Reply refused = client.login("simulator", "simulator", "grant_type=client_credentials");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/error_description")).startsWith("rate limit exceeded");
  }

  @Test
  void latencyIsWaitedWithoutHoldingOtherCalls() {
    settings("{\"latencyMs\":150}");
    client.delete("/__sim/requests");
    client.get(SITES);
    Reply log = client.get("/__sim/requests");
    assertThat(log.body().at("/requests/1/millis").asLong()).isGreaterThanOrEqualTo(150);
  }

  private void settings(String patch) {
    assertThat(client.patch("/__sim/settings", patch).status()).isEqualTo(200);
  }
}
