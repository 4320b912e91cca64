package io.trunkline.simulator;

import static io.trunkline.simulator.SimulatorClient.BASES;
import static io.trunkline.simulator.SimulatorClient.SITES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orgs are exported and read in, compared, changed from outside, and clients get roles. */
class ControlPathTest {
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
  void anExportReadIntoAnotherOrgGivesTheSameExport() {
    Reply site = client.site("Berlin");
    Reply base = client.trunkBase("carrier", site.id());
    client.post(
        SITES + "/" + site.id() + "/outboundroutes",
        """
        {"name":"R","classificationTypes":["National"],"externalTrunkBases":[{"id":"%s"}]}
        """
            .formatted(base.id()));
    ObjectNode export = client.get("/__sim/export").object();
    client.post("/__sim/orgs", "{\"client\":\"copy\",\"secret\":\"copy\"}");
    assertThat(client.send("PUT", "/__sim/import?org=copy", export.toString()).status())
        .isEqualTo(204);
    ObjectNode copied = client.get("/__sim/export?org=copy").object();
    // Runtime trunks are told anew; everything else is the same.
    assertThat(copied.withArray("trunks")).hasSize(2);
    export.remove("trunks");
    copied.remove("trunks");
    assertThat(copied).isEqualTo(export);
    SimulatorClient copy = SimulatorClient.loggedIn(simulator, "copy");
    assertThat(copy.get(BASES + "/" + base.id()).body())
        .isEqualTo(client.get(BASES + "/" + base.id()).body());
  }

  @Test
  void anAnonymousExportTellsNothingAndCanStillBeReadIn() {
    Reply location =
        client.post(
            "/api/v2/locations",
            """
            {"name":"Acme HQ","notes":"Acme","emergencyNumber":{"e164":"+493099887766"},
             "address":{"city":"Acmeville","country":"DE","street1":"Acme Street 1"}}
            """);
    Reply site =
        client.post(
            SITES,
            """
            {"name":"Acme Site","mediaModel":"Cloud","callerId":"+493099887766",
             "location":{"id":"%s"}}
            """
                .formatted(location.id()));
    client.post(
        BASES,
        """
        {"name":"Acme Trunk","trunkType":"EXTERNAL","trunkMetabase":{"id":"%s"},
         "inboundSite":{"id":"%s"},"properties":{
          "trunk_label":{"value":{"instance":"Acme"}},
          "trunk_transport_serverProxyList":{"value":{"instance":["sip.acme.example"]}},
          "trunk_access_acl_allowList":{"value":{"instance":["198.51.100.9"]}},
          "trunk_sip_termination_uri":{"value":{"instance":"acme"}},
          "trunk_sip_authentication_credentials_password":{"value":{"instance":"acmepass"}}}}
        """
            .formatted(SimulatorClient.CARRIER, site.id()));
    ObjectNode anonymous = client.get("/__sim/export?anonymize=true").object();
    assertThat(anonymous.toString())
        .doesNotContainIgnoringCase("acme")
        .doesNotContain("99887766", "198.51.100.9", site.id(), location.id())
        .contains("PureCloud Voice - AWS", "Default Outbound Route");
    assertThat(client.send("PUT", "/__sim/import", anonymous.toString()).status()).isEqualTo(204);
    Reply sites = client.get(SITES + "?managed=false");
    assertThat(sites.text("/total")).isEqualTo("1");
    assertThat(client.get("/api/v2/locations/" + sites.text("/entities/0/location/id")).status())
        .isEqualTo(200);
    assertThat(client.get(BASES + "?name=trunkBases-1").text("/entities/0/inboundSite/id"))
        .isEqualTo(sites.text("/entities/0/id"));
  }

  @Test
  void aDocumentWithABrokenReferenceIsRefusedAndChangesNothing() {
    ObjectNode export = client.get("/__sim/export").object();
    ObjectNode broken = export.deepCopy();
    ((ObjectNode) broken.at("/sites/0/location")).put("id", "nowhere");
    Reply refused = client.send("PUT", "/__sim/import", broken.toString());
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("/message")).contains("PureCloud Voice - AWS").contains("nowhere");
    assertThat(client.send("PUT", "/__sim/import", "{}").status()).isEqualTo(400);
    assertThat(client.get("/__sim/export").body()).isEqualTo(export);
  }

  @Test
  void aSimulatorBeginsWithAnExportedOrganization(@TempDir Path folder) throws Exception {
    client.location("Exported");
    Path file = folder.resolve("org.json");
    Files.writeString(file, client.get("/__sim/export").body().toString());
    SimulatorOptions options = SimulatorOptions.inMemory().withOrganization(file);
    try (Simulator other = Simulator.start(options)) {
      assertThat(
              SimulatorClient.loggedIn(other)
                  .get("/api/v2/locations")
                  .body()
                  .findValuesAsText("name"))
          .contains("Exported");
    }
    Files.writeString(file, "{}");
    SimulatorException refused =
        catchThrowableOfType(SimulatorException.class, () -> Simulator.start(options));
    assertThat(refused.reason()).isEqualTo(SimulatorException.Reason.INPUT_NOT_USABLE);
    assertThat(refused).hasMessageContaining("org.json").hasMessageContaining("organization");
  }

  @Test
  void aSimulatorBeginsWithAFaultScript(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("faults.yaml");
    Files.writeString(file, "faults: [{act: {status: 503}}]");
    SimulatorOptions options = SimulatorOptions.inMemory().withFaultScript(file);
    try (Simulator other = Simulator.start(options)) {
      assertThat(new SimulatorClient(other.uri()).get("/api/v2/locations").status()).isEqualTo(503);
    }
    Files.writeString(file, "faults: [{acts: 1}]");
    SimulatorException refused =
        catchThrowableOfType(SimulatorException.class, () -> Simulator.start(options));
    assertThat(refused).hasMessageContaining("faults[0]").hasMessageContaining("acts");
  }

  @Test
  void aDiffTellsWhatChangedSinceTheMark() {
    assertThat(client.get("/__sim/diff").status()).isEqualTo(409);
    Reply site = client.site("Berlin");
    String gone = client.location("Gone");
    client.post("/__sim/mark", "");
    client.put(SITES + "/" + site.id(), site.object().put("description", "new"));
    String made = client.location("New");
    client.delete("/api/v2/locations/" + gone);
    Reply diff = client.get("/__sim/diff");
    assertThat(diff.body().path("created").findValuesAsText("id")).containsExactly(made);
    assertThat(diff.body().path("deleted").findValuesAsText("id")).containsExactly(gone);
    assertThat(diff.body().path("updated")).hasSize(1);
    assertThat(diff.text("/updated/0/changes/0/path")).isEqualTo("/description");
    assertThat(diff.text("/updated/0/changes/0/to")).isEqualTo("new");
  }

  @Test
  void somebodyElseMayChangeAnEntity() {
    Reply site = client.site("Berlin");
    client.patch("/__sim/entities/sites/" + site.id(), "{\"description\":\"by another\"}");
    assertThat(client.put(SITES + "/" + site.id(), site.body()).status()).isEqualTo(409);
    assertThat(client.get(SITES + "/" + site.id()).text("/description")).isEqualTo("by another");
    assertThat(client.patch("/__sim/entities/sites/none", "{}").status()).isEqualTo(404);
    assertThat(client.patch("/__sim/entities/clients/simulator", "{}").status()).isEqualTo(404);
  }

  @Test
  void aClientMayDoWhatItsPermissionsAllow() {
    client.send(
        "PUT",
        "/__sim/clients/reader",
        "{\"secret\":\"reader\",\"permissions\":[\"telephony:sites:view\"]}");
    SimulatorClient reader = SimulatorClient.loggedIn(simulator, "reader");
    String site = reader.get(SITES).text("/entities/0/id");
    assertThat(reader.get(SITES + "/" + site).status()).isEqualTo(200);
    Reply refused = reader.post(SITES, "{}");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("/code")).isEqualTo("missing.permissions");
    assertThat(refused.text("/message")).contains("[telephony:plugin:all]");
    assertThat(reader.get(SITES + "/" + site + "/siteconnections").status()).isEqualTo(200);
    assertThat(client.delete("/__sim/clients/simulator").status()).isEqualTo(400);
    assertThat(client.delete("/__sim/clients/reader").status()).isEqualTo(204);
    assertThat(reader.login("reader", "reader", "grant_type=client_credentials").status())
        .isEqualTo(400);
  }

  @Test
  void aRevokedTokenIsUseless() {
    client.post("/__sim/tokens/revoke", "");
    assertThat(client.get(SITES).status()).isEqualTo(401);
  }

  @Test
  void countersTellReadsAndWritesPerOperation() {
    client.location("L");
    client.get(SITES);
    client.get(SITES);
    Reply counters = client.get("/__sim/counters");
    assertThat(counters.text("/reads")).isEqualTo("2");
    assertThat(counters.text("/writes")).isEqualTo("1");
    assertThat(counters.text("/operations/1/path")).isEqualTo(SITES);
  }

  @Test
  void theLogIsReadFromASequenceNumberOn() {
    client.get(SITES);
    long last = client.get("/__sim/requests").body().at("/requests/1/seq").asLong();
    client.location("L");
    assertThat(client.get("/__sim/requests?since=" + last).body().findValuesAsText("path"))
        .contains("/api/v2/locations")
        .doesNotContain(SITES);
    assertThat(client.get("/__sim/requests?since=x").status()).isEqualTo(400);
  }

  @Test
  void aResetOfOneOrgLeavesTheOthersAlone() {
    client.post("/__sim/orgs", "{\"client\":\"acme\",\"secret\":\"acme\"}");
    SimulatorClient acme = SimulatorClient.loggedIn(simulator, "acme");
    acme.location("Acme");
    client.location("Ours");
    client.post("/__sim/reset?org=acme", "");
    assertThat(acme.get("/api/v2/locations").text("/total")).isEqualTo("1");
    assertThat(client.get("/api/v2/locations").text("/total")).isEqualTo("2");
    assertThat(client.delete("/__sim/orgs?org=acme").status()).isEqualTo(204);
    assertThat(client.get("/__sim/settings?org=acme").status()).isEqualTo(404);
    assertThat(acme.get("/api/v2/locations").status()).isEqualTo(401);
  }

  @Test
  void anUnknownControlOperationIsNamed() {
    assertThat(client.get("/__sim/nothing").text("/message")).contains("GET /__sim/nothing");
    assertThat(client.patch("/__sim/settings", "[]").status()).isEqualTo(400);
  }
}
