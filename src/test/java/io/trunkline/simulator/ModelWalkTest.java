package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Surface;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.resource.Api;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every answer the simulator can give is an instance of Genesys' own model for it: each operation
 * of the surface is called, and its answer compared with the SDK's class field by field.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelWalkTest {
  /** Models of newer API versions, which SDK 198.1.0 does not have. */
  private static final Set<String> NOT_IN_SDK = Set.of("SitesSearchResponse", "SiteSearchRequest");

  private final Surface surface = new Api(List::of, token -> {}).surface();
  private final Map<Operation, List<String>> violations = new LinkedHashMap<>();
  private Simulator simulator;
  private SimulatorClient client;
  private String pem;

  @BeforeAll
  void walk() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
    pem = TestCertificate.selfSigned();
    client.patch("/__sim/settings", "{\"trunks\":{\"registersEnabledStatus\":\"ENABLED\"}}");
    walkOrganization();
    walkLocations();
    String site = walkSites();
    walkTrunks(site);
    walkCertificateAuthorities();
    walkChannels();
    call("DELETE", "/api/v2/tokens/me", null);
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @Test
  void everyOperationWasCalled() {
    Set<String> missing = new LinkedHashSet<>();
    for (Operation operation : surface.operations()) {
      if (!violations.containsKey(operation)) {
        missing.add(operation.method() + " " + operation.path());
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyAnswerFitsItsModel() {
    List<String> all = new ArrayList<>();
    violations.forEach(
        (operation, found) ->
            found.forEach(
                one -> all.add(operation.method() + " " + operation.path() + ": " + one)));
    assertThat(all).isEmpty();
  }

  @Test
  void everyModelIsGenesysOwn() {
    Set<String> unknown = new LinkedHashSet<>();
    for (Operation operation : surface.operations()) {
      for (String model : List.of(operation.request(), operation.response())) {
        String name = model.replace("[]", "");
        if (!name.isEmpty() && !name.equals("string") && !SdkModel.exists(name)) {
          unknown.add(name);
        }
      }
    }
    assertThat(unknown).isEqualTo(NOT_IN_SDK);
  }

  @Test
  void anErrorFitsItsModel() {
    Reply refused = client.get("/api/v2/locations/none");
    assertThat(SdkModel.violations(refused.body(), "ErrorBody")).isEmpty();
  }

  @Test
  void aWrongAnswerIsNoticed() throws Exception {
    var wrong =
        Json.MAPPER.readTree(
            """
            {"name":1,"state":"asleep","dateCreated":"2026-01-02T03:04:05Z","colour":"red"}
            """);
    assertThat(SdkModel.violations(wrong, "Site")).hasSize(5);
  }

  private void walkOrganization() {
    call("HEAD", "/api/v2/tokens/me", null);
    call("GET", "/api/v2/tokens/me", null);
    call("GET", "/api/v2/authorization/products", null);
    Reply me = call("GET", "/api/v2/organizations/me", null);
    call("PUT", "/api/v2/organizations/me", me.body().toString());
    call("GET", "/api/v2/telephony/mediaregions", null);
    call(
        "GET",
        "/api/v2/notifications/availabletopics?expand=requiresPermissions&expand=transports"
            + "&expand=permissionDetails&expand=visibility&expand=enforced",
        null);
  }

  private void walkLocations() {
    String path = "/api/v2/locations";
    Reply location =
        call(
            "POST",
            path,
            """
            {"name":"Walk","notes":"n","contactUser":"11111111-1111-4111-8111-111111111111",
             "emergencyNumber":{"e164":"+493012345678","number":"+49 30 12345678","type":"default"},
             "address":{"city":"Berlin","country":"DE","countryName":"Germany","street1":"S 1",
              "countryFullName":"ignored","zipcode":"10115"}}
            """);
    call("POST", path, "{\"name\":\"Below\",\"path\":[\"" + location.id() + "\"]}");
    call("GET", path, null);
    call("GET", path + "/" + location.id() + "?expand=addressVerificationDetails", null);
    call("GET", path + "/" + location.id() + "/sublocations", null);
    call("PATCH", path + "/" + location.id(), "{\"name\":\"Walked\",\"version\":1}");
    String search = "{\"query\":[{\"type\":\"MATCH_ALL\"}]}";
    call("POST", path + "/search", search);
    call("GET", path + "/search?q64=" + base64(search), null);
    String gone = client.location("Gone");
    client.patch("/__sim/settings", "{\"consistency\":{\"deletedVisibleMs\":60000}}");
    call("DELETE", path + "/" + gone, null);
    assertThat(call("GET", path + "/" + gone, null).text("/state")).isEqualTo("deleted");
    client.patch("/__sim/settings", "{\"consistency\":{\"deletedVisibleMs\":null}}");
  }

  private String walkSites() {
    String path = SimulatorClient.SITES;
    String location = client.location("Site location");
    String managed = client.get(path + "?managed=true").text("/entities/0/id");
    Reply site =
        call(
            "POST",
            path,
            """
            {"name":"Walk","description":"d","mediaModel":"Cloud","location":{"id":"%s"},
             "primarySites":[{"id":"%s"}],"secondarySites":[{"id":"%s"}],"callerId":"+4930123",
             "callerName":"Berlin","ntpSettings":{"servers":["ntp.example"]},
             "edgeAutoUpdateConfig":{"timeZone":"Europe/Berlin","rrule":"FREQ=WEEKLY;BYDAY=SU",
              "start":"2026-01-02T02:00:00.000","end":"2026-01-02T05:00:00.000"}}
            """
                .formatted(location, managed, managed));
    String one = path + "/" + site.id();
    call("GET", path, null);
    call("GET", one, null);
    call("PUT", one, site.body().toString());
    call("POST", path + "/search", "{\"query\":[{\"type\":\"MATCH_ALL\"}]}");
    call("GET", path + "/search?q64=" + base64("{\"query\":[]}"), null);
    call(
        "PUT",
        one + "/siteconnections",
        "{\"siteConnections\":[{\"id\":\"" + managed + "\",\"type\":\"Direct\"}]}");
    call("PATCH", one + "/siteconnections", "{\"enabled\":false}");
    call("GET", one + "/siteconnections", null);
    Reply plans = call("GET", one + "/numberplans", null);
    call("PUT", one + "/numberplans", plans.body().toString());
    call("GET", one + "/numberplans/classifications", null);
    call("GET", one + "/numberplans/" + plans.text("/0/id"), null);
    Reply gone = client.site("Gone");
    call("DELETE", path + "/" + gone.id(), null);
    return site.id();
  }

  private void walkTrunks(String site) {
    String bases = SimulatorClient.BASES;
    call("GET", bases + "/availablemetabases", null);
    for (String metabase :
        client.get(bases + "/availablemetabases?pageSize=100").body().findValuesAsText("id")) {
      call("GET", bases + "/template?trunkMetabaseId=" + metabase, null);
    }
    Reply base = client.trunkBase("walk", site);
    ObjectNode second = client.trunkBase("second", site).object();
    second.remove(List.of("id", "version"));
    second.put("name", "third");
    ((ObjectNode) second.at("/properties/trunk_sip_termination_uri/value")).put("instance", "3");
    Reply third = call("POST", bases, second.toString());
    call("GET", bases + "?expand=properties", null);
    call("GET", bases + "/" + base.id(), null);
    call("PUT", bases + "/" + third.id(), third.body().toString());
    call("DELETE", bases + "/" + third.id(), null);

    String routes = SimulatorClient.SITES + "/" + site + "/outboundroutes";
    Reply route =
        call(
            "POST",
            routes,
            """
            {"name":"Walk","classificationTypes":["National"],"enabled":true,
             "distribution":"RANDOM","externalTrunkBases":[{"id":"%s"}]}
            """
                .formatted(base.id()));
    call("GET", routes, null);
    call("GET", routes + "/" + route.id(), null);
    call("PUT", routes + "/" + route.id(), route.body().toString());
    call("GET", SimulatorClient.EDGES + "/outboundroutes", null);
    walkEdges(site);
    walkAnalytics();
    call("DELETE", routes + "/" + route.id(), null);
  }

  private void walkEdges(String site) {
    String edges = SimulatorClient.EDGES;
    Reply trunks = call("GET", edges + "/trunks", null);
    String trunk = trunks.text("/entities/0/id");
    client.patch(
        "/__sim/trunks/" + trunk,
        """
        {"connected":false,"registers":false,"options":false,
         "error":{"text":"timeout","code":"408"},
         "metrics":{"inboundCallCount":3}}
        """);
    Reply down = call("GET", edges + "/trunks/" + trunk, null);
    assertThat(down.text("/connectedStatus/connected")).isEqualTo("false");
    assertThat(down.text("/registersStatus/0/errorInfo/code")).isEqualTo("408");
    Reply metrics = call("GET", edges + "/trunks/" + trunk + "/metrics", null);
    assertThat(metrics.text("/calls/inboundCallCount")).isEqualTo("3");
    call("GET", edges + "/trunks/metrics?trunkIds=" + trunk, null);
    call("GET", edges + "/trunkswithrecording?trunkType=EXTERNAL", null);
    String edge = call("GET", edges, null).text("/entities/0/id");
    call("GET", edges + "/" + edge, null);
    call("GET", edges + "/" + edge + "/trunks", null);
    call("GET", edges + "/" + edge + "/metrics", null);
    call("GET", edges + "/metrics?edgeIds=" + edge, null);
    walkPremises(client.trunkBase("premises", site).id(), site);
  }

  private void walkPremises(String base, String site) {
    String edges = SimulatorClient.EDGES;
    Reply cloud = call("GET", edges + "/edgegroups", null);
    ObjectNode wanted = (ObjectNode) cloud.body().at("/entities/0").deepCopy();
    wanted.put("name", "Premises").remove(List.of("id", "version"));
    Reply group = call("POST", edges + "/edgegroups", wanted.toString());
    String oneGroup = edges + "/edgegroups/" + group.id();
    call("GET", oneGroup, null);
    call("PUT", oneGroup, group.body().toString());
    Reply edge =
        call(
            "POST",
            edges,
            """
            {"name":"Premises","description":"d","make":"m","model":"n","serialNumber":"1",
             "edgeDeploymentType":"HARDWARE","physicalEdge":true,"proxy":"http://proxy.example",
             "site":{"id":"%s"},"edgeGroup":{"id":"%s"}}
            """
                .formatted(site, group.id()));
    String one = edges + "/" + edge.id();
    call("PUT", one, edge.body().toString());
    Reply logical =
        call(
            "POST",
            one + "/logicalinterfaces",
            """
            {"name":"eth0","friendlyName":"eth0","hardwareAddress":"02:00:00:00:00:01",
             "physicalAdapterId":"eth0","vlanTagId":7,"interfaceType":"SYSTEM",
             "publicNatAddressIpV4":"192.0.2.1","useForWanInterface":true,
             "ipv4Capabilities":{"enabled":true,"dhcp":true},
             "routes":[{"prefix":"0.0.0.0/0","nexthop":"192.0.2.254","persistent":true,"family":2}],
             "addresses":[{"type":"ip","address":"192.0.2.2","persistent":true,"family":2}],
             "externalTrunkBaseAssignments":[{"family":2,"trunkBase":{"id":"%s"}}]}
            """
                .formatted(base));
    String oneInterface = one + "/logicalinterfaces/" + logical.id();
    call("GET", edges + "/logicalinterfaces?edgeIds=" + edge.id(), null);
    call("GET", one + "/logicalinterfaces", null);
    call("GET", oneInterface, null);
    call("PUT", oneInterface, logical.body().toString());
    assertThat(call("GET", one + "/trunks", null).text("/total")).isEqualTo("1");
    call("DELETE", oneInterface, null);
    call("DELETE", one, null);
    call("DELETE", oneGroup, null);
  }

  private void walkChannels() {
    String path = "/api/v2/notifications/channels";
    String channel = call("POST", path, null).id();
    call("GET", path, null);
    call("HEAD", path + "/" + channel, null);
    String subscriptions = path + "/" + channel + "/subscriptions";
    String topic = "[{\"id\":\"v2.telephony.providers.edges.trunks.t\"}]";
    call("POST", subscriptions, topic);
    call("PUT", subscriptions + "?ignoreErrors=true", topic.replace("edges", "hedges"));
    call("GET", subscriptions, null);
    call("DELETE", subscriptions, null);
  }

  private void walkAnalytics() {
    client.patch("/__sim/settings", "{\"traffic\":{\"now\":\"2026-03-02T10:00:00.000Z\"}}");
    String details = "/api/v2/analytics/conversations/details";
    String interval = "\"interval\":\"2026-03-02T08:00:00.000Z/2026-03-02T11:00:00.000Z\"";
    Reply page =
        call(
            "POST",
            details + "/query",
            "{" + interval + ",\"order\":\"asc\",\"paging\":{\"pageSize\":100,\"pageNumber\":1}}");
    assertThat(page.body().path("conversations")).hasSizeGreaterThan(20);
    call("GET", details + "/jobs/availability", null);
    client.patch("/__sim/settings", "{\"analytics\":{\"availabilityLagMs\":0}}");
    String job = call("POST", details + "/jobs", "{" + interval + "}").text("/jobId");
    assertThat(call("GET", details + "/jobs/" + job, null).text("/state")).isEqualTo("FULFILLED");
    String results = details + "/jobs/" + job + "/results?pageSize=10";
    String cursor = call("GET", results, null).text("/cursor");
    call("GET", results + "&cursor=" + cursor, null);
    call("DELETE", details + "/jobs/" + job, null);
    call("GET", details + "/jobs/" + job, null);
    String answered = "";
    for (JsonNode one : page.body().path("conversations")) {
      if (one.has("mediaStatsMinConversationMos")) {
        answered = one.path("conversationId").asText();
      }
    }
    String media = SimulatorClient.EDGES + "/mediastatistics/conversations/" + answered;
    String communication = call("GET", media, null).text("/entities/0/communicationId");
    call("GET", media + "/communications/" + communication, null);
    Reply aggregates =
        call(
            "POST",
            "/api/v2/analytics/conversations/aggregates/query",
            "{"
                + interval
                + ",\"granularity\":\"PT1H\",\"groupBy\":[\"edgeId\"],"
                + "\"metrics\":[\"nOffered\",\"nOutboundAttempted\",\"tTalk\"]}");
    assertThat(aggregates.body().at("/results/0/data")).hasSizeGreaterThan(1);
  }

  private void walkCertificateAuthorities() {
    String path = SimulatorClient.EDGES + "/certificateauthorities";
    ObjectNode authority = Json.object().put("name", "Walk").put("type", "REMOTE");
    authority.put("certificate", pem).putArray("services").add("SIP");
    Reply created = call("POST", path, authority.toString());
    call("GET", path, null);
    call("GET", path + "/" + created.id(), null);
    call("PUT", path + "/" + created.id(), created.body().toString());
    call("DELETE", path + "/" + created.id(), null);
    Reply details =
        call(
            "POST",
            "/api/v2/certificate/details",
            Json.object().put("certificate", pem).toString());
    assertThat(details.text("/certificateDetails/0/subject")).isEqualTo("CN=walk.example");
  }

  private Reply call(String method, String path, @Nullable String json) {
    Reply reply = client.send(method, path, json);
    assertThat(reply.status()).as(method + " " + path + " " + reply.body()).isBetween(200, 204);
    int query = path.indexOf('?');
    Surface.Match match =
        Objects.requireNonNull(surface.match(method, query < 0 ? path : path.substring(0, query)));
    Operation operation = match.operation();
    List<String> found = violations.computeIfAbsent(operation, missing -> new ArrayList<>());
    String model = operation.response();
    if (model.isEmpty()) {
      assertThat(reply.body().isMissingNode()).as(method + " " + path).isTrue();
    } else if (NOT_IN_SDK.contains(model)) {
      reply
          .body()
          .path("results")
          .forEach(result -> found.addAll(SdkModel.violations(result, "Site")));
    } else {
      found.addAll(SdkModel.violations(reply.body(), model));
    }
    return reply;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
