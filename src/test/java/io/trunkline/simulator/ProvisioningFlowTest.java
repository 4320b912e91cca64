package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.BASES;
import static io.trunkline.simulator.SimulatorClient.CARRIER;
import static io.trunkline.simulator.SimulatorClient.EDGES;
import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The calls of a provisioning run, from the BYOC gate to the runtime trunks. */
class ProvisioningFlowTest {
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
  void aFreshOrgHasTheManagedSiteAndTwoCloudEdges() {
    assertThat(client.get("/api/v2/authorization/products").body().findValuesAsText("id"))
        .contains("byoc");
    Reply sites = client.get(SITES + "?managed=true");
    assertThat(sites.text("/entities/0/name")).isEqualTo("PureCloud Voice - AWS");
    assertThat(sites.body().path("total").asInt()).isEqualTo(1);
    assertThat(client.get("/api/v2/organizations/me").text("/defaultSiteId"))
        .isEqualTo(sites.text("/entities/0/id"));
    Reply edges = client.get(EDGES);
    assertThat(edges.body().path("entities")).hasSize(2);
    assertThat(edges.text("/entities/0/name")).startsWith("virtual-edge-i-");
    assertThat(edges.text("/entities/0/onlineStatus")).isEqualTo("ONLINE");
  }

  @Test
  void aCarrierIsProvisionedFromLocationToRuntimeTrunks() {
    Reply site = client.site("Berlin");
    assertThat(site.status()).isEqualTo(200);
    assertThat(site.text("/mediaRegions/0")).isEqualTo("us-east-1");
    Reply base = client.trunkBase("carrier", site.id());
    assertThat(base.text("/properties/trunk_transport_protocolVariant/value/instance"))
        .isEqualTo("udp");
    assertThat(base.text("/properties/trunk_x_unknown/value/instance")).isEqualTo("7");
    assertThat(base.text("/inboundSite/name")).isEqualTo("Berlin");

    Reply routes = client.get(SITES + "/" + site.id() + "/outboundroutes");
    assertThat(routes.text("/entities/0/name")).isEqualTo("Default Outbound Route");
    assertThat(routes.body().at("/entities/0/externalTrunkBases")).isEmpty();
    ObjectNode route = (ObjectNode) routes.body().at("/entities/0");
    route.withArray("externalTrunkBases").addObject().put("id", base.id());
    Reply routed = client.put(route.path("selfUri").asText(), route);
    assertThat(routed.text("/externalTrunkBases/0/name")).isEqualTo("carrier");
    assertThat(routed.text("/version")).isEqualTo("2");

    Reply trunks = client.get(EDGES + "/trunks?trunkBase.id=" + base.id());
    assertThat(trunks.body().path("total").asInt()).isEqualTo(2);
    assertThat(trunks.text("/entities/0/connectedStatus/connected")).isEqualTo("true");
    assertThat(trunks.text("/entities/0/proxyAddressList/0")).isEqualTo("sip.example:5061");
    assertThat(
            client.get(EDGES + "/outboundroutes?site.id=" + site.id()).text("/entities/0/site/id"))
        .isEqualTo(site.id());
  }

  @Test
  void theTemplateOfAMetabaseCanBePostedBack() {
    Reply metabases = client.get(BASES + "/availablemetabases?type=EXTERNAL");
    assertThat(metabases.body().findValuesAsText("id")).contains(CARRIER);
    ObjectNode template =
        client.get(BASES + "/template?trunkMetabaseId=" + CARRIER).object().put("name", "t");
    ((ObjectNode) template.at("/properties/trunk_transport_serverProxyList/value"))
        .putArray("instance")
        .add("sip.example");
    Reply created = client.post(BASES, template.toString());
    assertThat(created.status()).isEqualTo(200);
    assertThat(created.text("/version")).isEqualTo("1");
    assertThat(client.get(BASES + "?name=t*").body().path("entities")).hasSize(1);
    assertThat(client.get(BASES).body().at("/entities/0/properties").isMissingNode()).isTrue();
    assertThat(client.get(BASES + "?name=t&expand=properties").body().at("/entities/0/properties"))
        .isNotEmpty();
  }

  @Test
  void listsPageToTheEndAndBeyond() {
    for (int i = 0; i < 30; i++) {
      client.location("L" + i);
    }
    Reply second = client.get("/api/v2/locations?pageNumber=2");
    assertThat(second.body().path("total").asInt()).isEqualTo(31);
    assertThat(second.body().path("pageCount").asInt()).isEqualTo(2);
    assertThat(second.body().path("entities")).hasSize(6);
    assertThat(second.body().has("nextUri")).isFalse();
    assertThat(second.text("/previousUri")).isEqualTo("/api/v2/locations?pageSize=25&pageNumber=1");
    assertThat(client.get("/api/v2/locations?pageNumber=9").body().path("entities")).isEmpty();
    assertThat(client.get("/api/v2/locations?pageSize=0").status()).isEqualTo(400);
  }

  @Test
  void aSearchFindsALocationByItsExactName() {
    String id = client.location("Berlin HQ");
    client.location("Berlin Lab");
    Reply found =
        client.post(
            "/api/v2/locations/search",
            """
            {"query":[{"type":"EXACT","fields":["name"],"value":"berlin hq"}]}
            """);
    assertThat(found.body().path("total").asInt()).isEqualTo(1);
    assertThat(found.text("/results/0/id")).isEqualTo(id);
  }

  @Test
  void deletesAreRefusedWhileSomethingHangsOnTheEntity() {
    Reply site = client.site("Berlin");
    String location = site.text("/location/id");
    Reply base = client.trunkBase("carrier", site.id());
    ObjectNode route =
        (ObjectNode)
            client.get(SITES + "/" + site.id() + "/outboundroutes").body().at("/entities/0");
    route.withArray("externalTrunkBases").addObject().put("id", base.id());
    String routePath = route.path("selfUri").asText();
    client.put(routePath, route);

    assertThat(client.delete("/api/v2/locations/" + location).status()).isEqualTo(409);
    assertThat(client.delete(SITES + "/" + site.id()).status()).isEqualTo(409);
    assertThat(client.delete(BASES + "/" + base.id()).status()).isEqualTo(400);

    route.remove("version");
    route.putArray("externalTrunkBases");
    assertThat(client.put(routePath, route).status()).isEqualTo(200);
    assertThat(client.get(EDGES + "/trunks").body().path("total").asInt()).isZero();
    assertThat(client.delete(BASES + "/" + base.id()).status()).isEqualTo(200);
    assertThat(client.delete(SITES + "/" + site.id()).status()).isEqualTo(200);
    assertThat(client.delete("/api/v2/locations/" + location).status()).isEqualTo(204);
    assertThat(client.get(SITES + "/" + site.id()).status()).isEqualTo(404);
  }

  @Test
  void aChangeOnAnOldVersionIsRefusedByTheRulesOfItsService() {
    Reply site = client.site("Berlin");
    ObjectNode body = site.object();
    assertThat(client.put(SITES + "/" + site.id(), body).status()).isEqualTo(200);
    Reply conflict = client.put(SITES + "/" + site.id(), body);
    assertThat(conflict.status()).isEqualTo(409);
    assertThat(conflict.text("/code")).isEqualTo("general.conflict");

    String location = "/api/v2/locations/" + client.location("L");
    assertThat(client.patch(location, "{\"name\":\"M\",\"version\":1}").status()).isEqualTo(200);
    Reply old = client.patch(location, "{\"name\":\"N\",\"version\":1}");
    assertThat(old.status()).isEqualTo(400);
    assertThat(old.text("/message")).contains("does not match the current version");
  }

  @Test
  void allWrongFieldsAreNamedAtOnce() {
    Reply refused = client.post(SITES, "{\"mediaModel\":\"Moon\",\"location\":{\"id\":\"x\"}}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("details").findValuesAsText("fieldName"))
        .containsExactlyInAnyOrder("name", "mediaModel", "location.id");
    assertThat(refused.text("/contextId"))
        .isEqualTo(refused.headers().firstValue("ININ-Correlation-Id").orElseThrow());
  }

  @Test
  void theDefaultSiteAndTheManagedSiteStay() {
    Reply me = client.get("/api/v2/organizations/me");
    String managed = me.text("/defaultSiteId");
    assertThat(client.delete(SITES + "/" + managed).status()).isEqualTo(409);
    String ours = client.site("Ours").id();
    ObjectNode changed = me.object().put("defaultSiteId", ours);
    assertThat(client.put("/api/v2/organizations/me", changed).text("/defaultSiteId"))
        .isEqualTo(ours);
    assertThat(client.delete(SITES + "/" + ours).text("/message")).contains("default site");
    changed.put("defaultSiteId", "none").put("version", 2);
    assertThat(client.put("/api/v2/organizations/me", changed).status()).isEqualTo(400);
  }

  @Test
  void aNewNameIsCarriedToEverythingThatMentionsIt() {
    Reply site = client.site("Old");
    Reply base = client.trunkBase("carrier", site.id());
    client.put(SITES + "/" + site.id(), site.object().put("name", "New"));
    assertThat(client.get(BASES + "/" + base.id()).text("/inboundSite/name")).isEqualTo("New");
    String location = site.text("/location/id");
    client.patch("/api/v2/locations/" + location, "{\"name\":\"Moved\",\"version\":1}");
    assertThat(client.get(SITES + "/" + site.id()).text("/location/name")).isEqualTo("Moved");
  }

  @Test
  void aDisabledTrunkIsOutOfService() {
    Reply site = client.site("S");
    Reply base = client.trunkBase("carrier", site.id());
    client.post(
        SITES + "/" + site.id() + "/outboundroutes",
        """
        {"name":"R","classificationTypes":["National"],"externalTrunkBases":[{"id":"%s"}]}
        """
            .formatted(base.id()));
    ObjectNode off = base.object();
    ((ObjectNode) off.at("/properties/trunk_enabled/value")).put("instance", false);
    client.put(BASES + "/" + base.id(), off);
    Reply trunks = client.get(EDGES + "/trunks?trunkBase.id=" + base.id());
    assertThat(trunks.text("/entities/0/inService")).isEqualTo("false");
    assertThat(trunks.text("/entities/0/connectedStatus/connected")).isEqualTo("false");
  }
}
