package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.BASES;
import static io.trunkline.simulator.SimulatorClient.CARRIER;
import static io.trunkline.simulator.SimulatorClient.EDGES;
import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the source of the CX-as-Code Terraform provider sends and reads (fact sheet section 7). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TerraformNeedsTest {
  private Simulator simulator;
  private SimulatorClient client;
  private Reply site;
  private Reply base;

  @BeforeAll
  void start() throws SimulatorException {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
    site = client.site("terraform");
    base = client.trunkBase("terraform", site.id());
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @Test
  void theFirstCallsHaveTheFieldsItDereferences() {
    Reply me = client.get("/api/v2/organizations/me");
    assertThat(me.text("/name")).isNotEmpty();
    assertThat(me.text("/thirdPartyOrgName")).isNotEmpty();
    assertThat(me.text("/defaultSiteId")).isNotEmpty();
    assertThat(client.get("/api/v2/authorization/products").body().path("total").isInt()).isTrue();
  }

  @Test
  void everyListHasItsCountsAndEveryEntityItsNameAndState() {
    for (String path :
        new String[] {
          SITES + "?managed=false",
          SITES + "?managed=true",
          BASES + "?pageNumber=1",
          EDGES + "/outboundroutes?pageNumber=1",
          SITES + "/" + site.id() + "/outboundroutes?pageNumber=1",
          EDGES + "/edgegroups?pageNumber=1",
          EDGES + "?pageNumber=1",
          "/api/v2/locations?pageNumber=1",
        }) {
      Reply list = client.get(path + "&pageSize=100");
      assertThat(list.body().path("pageCount").asInt()).as(path).isEqualTo(1);
      assertThat(list.body().path("entities")).as(path).isNotEmpty();
      for (JsonNode entity : list.body().path("entities")) {
        assertThat(entity.path("id").asText()).as(path).isNotEmpty();
        assertThat(entity.path("name").asText()).as(path).isNotEmpty();
        assertThat(entity.path("state").asText()).as(path).isEqualTo("active");
      }
    }
    assertThat(client.get(EDGES + "/certificateauthorities").body().path("entities").isArray())
        .isTrue();
  }

  @Test
  void aSiteCanBeReadThroughToItsEmergencyNumber() {
    Reply managed = client.get(SITES + "?managed=true");
    String location = managed.text("/entities/0/location/id");
    assertThat(client.get("/api/v2/locations/" + location).text("/emergencyNumber/e164"))
        .startsWith("+");
    JsonNode regions = client.get("/api/v2/telephony/mediaregions").body();
    assertThat(regions.path("awsCoreRegions").isArray()).isTrue();
    assertThat(regions.path("awsSatelliteRegions").isArray()).isTrue();
  }

  @Test
  void anUpdateWindowInItsOwnFormatIsTaken() {
    Reply created =
        client.post(
            SITES,
            """
            {"name":"window","location":{"id":"%s"},"mediaModel":"Cloud","edgeAutoUpdateConfig":
             {"timeZone":"America/New_York","rrule":"FREQ=WEEKLY;BYDAY=SU,MO",
              "start":"2026-01-02T02:00:00.000000","end":"2026-01-02T05:00:00.000000"}}
            """
                .formatted(client.location("window")));
    assertThat(created.text("/edgeAutoUpdateConfig/start")).isEqualTo("2026-01-02T02:00:00.000");
  }

  @Test
  void aTrunkBaseTakesItsShortPropertiesAndGivesAllBack() {
    Reply read = client.get(BASES + "/" + base.id() + "?ignoreHidden=true");
    assertThat(read.text("/properties/trunk_transport_serverProxyList/value/instance/0"))
        .isEqualTo("sip.example:5061");
    assertThat(read.text("/properties/trunk_type/value/instance"))
        .isEqualTo("external.pcv.byoc.carrier");
    assertThat(read.text("/trunkMetabase/id")).isEqualTo(CARRIER);
    assertThat(read.text("/inboundSite/id")).isEqualTo(site.id());
  }

  @Test
  void aRouteIsReplacedWithoutVersionAndItsTrunksAreNeverNull() {
    Reply routes = client.get(SITES + "/" + site.id() + "/outboundroutes?pageSize=100");
    ObjectNode route = (ObjectNode) routes.body().at("/entities/0");
    assertThat(route.path("externalTrunkBases").isArray()).isTrue();
    route.remove("version");
    Reply replaced = client.put(route.path("selfUri").asText(), route);
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.body().path("externalTrunkBases").isArray()).isTrue();
  }

  @Test
  void aRouteWithTheNameOfTheDefaultOneIsRefusedWithTheKnownText() {
    Reply refused =
        client.post(
            SITES + "/" + site.id() + "/outboundroutes",
            "{\"name\":\"Default Outbound Route\",\"classificationTypes\":[\"National\"]}");
    assertThat(refused.text("/message"))
        .isEqualTo("OutboundRoute with name 'Default Outbound Route' already exists.");
  }

  @Test
  void numberPlansThatAreNotReadyAreRefusedWith400() {
    client.patch("/__sim/settings", "{\"sideEffectDelayMs\":60000}");
    String path = SITES + "/" + client.site("early").id() + "/numberplans";
    Reply refused = client.put(path, client.get(SITES + "/" + site.id() + "/numberplans").body());
    client.patch("/__sim/settings", "{\"sideEffectDelayMs\":null}");
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void anAddressMayNotChangeWhileAnEmergencyNumberIsSetAndNotesMayNotBeEmpty() {
    Reply created =
        client.post(
            "/api/v2/locations",
            """
            {"name":"fixed","emergencyNumber":{"e164":"+493012345678"},"address":{"city":"Berlin"}}
            """);
    String path = "/api/v2/locations/" + created.id();
    Reply moved = client.patch(path, "{\"version\":1,\"address\":{\"city\":\"Paris\"}}");
    assertThat(moved.text("/details/0/fieldName")).isEqualTo("address");
    assertThat(client.patch(path, "{\"version\":1,\"notes\":\"\"}").status()).isEqualTo(400);
    assertThat(client.patch(path, "{\"version\":1,\"notes\":\" \"}").status()).isEqualTo(200);
  }
}
