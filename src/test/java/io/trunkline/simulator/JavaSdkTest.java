package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mypurecloud.sdk.v2.ApiClient;
import com.mypurecloud.sdk.v2.ApiException;
import com.mypurecloud.sdk.v2.api.AuthorizationApi;
import com.mypurecloud.sdk.v2.api.LocationsApi;
import com.mypurecloud.sdk.v2.api.NotificationsApi;
import com.mypurecloud.sdk.v2.api.OrganizationApi;
import com.mypurecloud.sdk.v2.api.TelephonyApi;
import com.mypurecloud.sdk.v2.api.TelephonyProvidersEdgeApi;
import com.mypurecloud.sdk.v2.api.TokensApi;
import com.mypurecloud.sdk.v2.model.DomainEntityRef;
import com.mypurecloud.sdk.v2.model.DomainOrganizationProduct;
import com.mypurecloud.sdk.v2.model.EdgeAutoUpdateConfig;
import com.mypurecloud.sdk.v2.model.LocationAddress;
import com.mypurecloud.sdk.v2.model.LocationCreateDefinition;
import com.mypurecloud.sdk.v2.model.LocationDefinition;
import com.mypurecloud.sdk.v2.model.LocationEmergencyNumber;
import com.mypurecloud.sdk.v2.model.LocationSearchCriteria;
import com.mypurecloud.sdk.v2.model.LocationSearchRequest;
import com.mypurecloud.sdk.v2.model.LocationUpdateDefinition;
import com.mypurecloud.sdk.v2.model.NumberPlan;
import com.mypurecloud.sdk.v2.model.Organization;
import com.mypurecloud.sdk.v2.model.OutboundRouteBase;
import com.mypurecloud.sdk.v2.model.Site;
import com.mypurecloud.sdk.v2.model.Trunk;
import com.mypurecloud.sdk.v2.model.TrunkBase;
import io.trunkline.simulator.org.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.joda.time.LocalDateTime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Genesys' Java SDK works against the simulator with its own login, calls and models. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaSdkTest {
  private Simulator simulator;
  private ApiClient client;
  private LocationsApi locations;
  private TelephonyProvidersEdgeApi edge;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    // At some moments of the week a new trunk has a call.
    new SimulatorClient(simulator.uri())
        .patch("/__sim/settings", "{\"traffic\":{\"callsPerTrunkPerDay\":0}}");
    client = GenesysSdk.loggedIn(simulator.uri());
    locations = new LocationsApi(client);
    edge = new TelephonyProvidersEdgeApi(client);
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @Test
  void theOrganizationAndItsProductsAreRead() throws Exception {
    assertThat(new AuthorizationApi(client).getAuthorizationProducts().getEntities())
        .extracting(DomainOrganizationProduct::getId)
        .contains("byoc");
    OrganizationApi api = new OrganizationApi(client);
    Organization organization = api.getOrganizationsMe();
    assertThat(organization.getDefaultSiteId()).isNotNull();
    assertThat(organization.getDefaultCountryCode()).isEqualTo("US");
    organization.setDefaultCountryCode("DE");
    assertThat(api.putOrganizationsMe(organization).getVersion())
        .isEqualTo(organization.getVersion() + 1);
    assertThat(new TokensApi(client).getTokensMe(false).getOrganization().getId())
        .isEqualTo(organization.getId());
    assertThat(new TelephonyApi(client).getTelephonyMediaregions().getAwsHomeRegion())
        .isEqualTo("us-east-1");
    assertThat(
            new NotificationsApi(client)
                .getNotificationsAvailabletopics(List.of("transports"), false)
                .getEntities())
        .anyMatch(topic -> topic.getId().equals("v2.telephony.providers.edges.trunks.{id}"));
  }

  @Test
  void aLocationIsCreatedFoundChangedAndDeleted() throws Exception {
    LocationDefinition created = location("Java HQ");
    assertThat(created.getVersion()).isEqualTo(1);
    assertThat(locations.getLocation(created.getId(), List.of()).getName()).isEqualTo("Java HQ");
    assertThat(locations.getLocations(25, 1, List.of(created.getId()), null).getEntities())
        .hasSize(1);
    LocationSearchCriteria byName =
        new LocationSearchCriteria()
            .type(LocationSearchCriteria.TypeEnum.EXACT)
            .fields(List.of("name"))
            .value("Java HQ");
    assertThat(
            locations
                .postLocationsSearch(new LocationSearchRequest().query(List.of(byName)))
                .getResults())
        .extracting(LocationDefinition::getId)
        .containsExactly(created.getId());

    LocationUpdateDefinition update =
        new LocationUpdateDefinition().name("Java Lab").version(created.getVersion());
    assertThat(locations.patchLocation(created.getId(), update).getName()).isEqualTo("Java Lab");
    ApiException old =
        catchThrowableOfType(
            ApiException.class, () -> locations.patchLocation(created.getId(), update));
    assertThat(old.getStatusCode()).isEqualTo(400);
    assertThat(old.getRawBody()).contains("does not match the current version");
    assertThat(old.getCorrelationId()).isNotNull();

    locations.deleteLocation(created.getId());
    assertThat(refusal(() -> locations.getLocation(created.getId(), List.of()))).isEqualTo(404);
  }

  @Test
  void aSiteIsCreatedFoundChangedAndDeleted() throws Exception {
    Site created = site("Java Site");
    assertThat(created.getMediaModel()).isEqualTo(Site.MediaModelEnum.CLOUD);
    assertThat(created.getPrimarySites().get(0).getName()).isEqualTo("PureCloud Voice - AWS");
    assertThat(created.getEdgeAutoUpdateConfig().getStart().getHourOfDay()).isEqualTo(2);
    assertThat(
            edge.getTelephonyProvidersEdgesSites(100, 1, "name", "ASC", "java s*", null, false)
                .getEntities())
        .hasSize(1);

    Site read = edge.getTelephonyProvidersEdgesSite(created.getId());
    read.setDescription("changed");
    Site changed = edge.putTelephonyProvidersEdgesSite(created.getId(), read);
    assertThat(changed.getVersion()).isEqualTo(2);
    ApiException conflict =
        catchThrowableOfType(
            ApiException.class, () -> edge.putTelephonyProvidersEdgesSite(created.getId(), read));
    assertThat(conflict.getStatusCode()).isEqualTo(409);

    List<NumberPlan> plans = edge.getTelephonyProvidersEdgesSiteNumberplans(created.getId());
    assertThat(plans).extracting(NumberPlan::getClassification).contains("Emergency", "National");
    plans.get(0).setName("Rescue");
    assertThat(edge.putTelephonyProvidersEdgesSiteNumberplans(created.getId(), plans).get(0))
        .satisfies(plan -> assertThat(plan.getName()).isEqualTo("Rescue"))
        .satisfies(plan -> assertThat(plan.getVersion()).isEqualTo(2));
    assertThat(edge.getTelephonyProvidersEdgesSiteNumberplansClassifications(created.getId(), null))
        .contains("Network");

    edge.deleteTelephonyProvidersEdgesSite(created.getId());
    assertThat(refusal(() -> edge.getTelephonyProvidersEdgesSite(created.getId()))).isEqualTo(404);
  }

  @Test
  void aTrunkIsPutToUseByARouteAndTakenOutAgain() throws Exception {
    Site site = site("Java Trunk Site");
    TrunkBase created = edge.postTelephonyProvidersEdgesTrunkbasesettings(trunkBase(site));
    assertThat(created.getProperties()).containsKey("trunk_media_codec");
    assertThat(
            edge.getTelephonyProvidersEdgesTrunkbasesettings(
                    1, 100, "name", "ASC", null, true, null, List.of("properties"), "java-*")
                .getEntities())
        .hasSize(1);

    OutboundRouteBase route =
        edge.getTelephonyProvidersEdgesSiteOutboundroutes(site.getId(), 25, 1, null, null, null)
            .getEntities()
            .get(0);
    route.setExternalTrunkBases(List.of(new DomainEntityRef().id(created.getId())));
    OutboundRouteBase routed =
        edge.putTelephonyProvidersEdgesSiteOutboundroute(site.getId(), route.getId(), route);
    assertThat(routed.getExternalTrunkBases().get(0).getName()).isEqualTo("java-trunk");
    List<Trunk> trunks =
        edge.getTelephonyProvidersEdgesTrunks(1, 25, null, null, null, created.getId(), null)
            .getEntities();
    assertThat(trunks).hasSize(2);
    assertThat(trunks.get(0).getConnectedStatus().getConnected()).isTrue();
    assertThat(
            edge.getTelephonyProvidersEdgesTrunkMetrics(trunks.get(0).getId())
                .getCalls()
                .getInboundCallCount())
        .isZero();

    assertThat(refusal(() -> edge.deleteTelephonyProvidersEdgesTrunkbasesetting(created.getId())))
        .isEqualTo(400);
    TrunkBase read = edge.getTelephonyProvidersEdgesTrunkbasesetting(created.getId(), true);
    read.setDescription("changed");
    assertThat(edge.putTelephonyProvidersEdgesTrunkbasesetting(created.getId(), read).getVersion())
        .isEqualTo(2);
    assertThat(
            refusal(() -> edge.putTelephonyProvidersEdgesTrunkbasesetting(created.getId(), read)))
        .isEqualTo(409);
    edge.deleteTelephonyProvidersEdgesSiteOutboundroute(site.getId(), route.getId());
    edge.deleteTelephonyProvidersEdgesTrunkbasesetting(created.getId());
    assertThat(
            refusal(() -> edge.getTelephonyProvidersEdgesTrunkbasesetting(created.getId(), true)))
        .isEqualTo(404);
  }

  @Test
  void edgesAndTheirGroupsAreRead() throws Exception {
    assertThat(
            edge.getTelephonyProvidersEdges(25, 1, null, null, null, null, true, true)
                .getEntities())
        .hasSize(2)
        .allMatch(one -> one.getSite().getName().equals("PureCloud Voice - AWS"));
    assertThat(edge.getTelephonyProvidersEdgesEdgegroups(25, 1, null, null, null).getEntities())
        .hasSize(1);
    assertThat(
            edge.getTelephonyProvidersEdgesTrunkbasesettingsAvailablemetabases("EXTERNAL", 25, 1)
                .getEntities())
        .anyMatch(metabase -> metabase.getId().equals(SimulatorClient.CARRIER));
    assertThat(edge.getTelephonyProvidersEdgesCertificateauthorities().getEntities()).isNotNull();
  }

  private LocationDefinition location(String name) throws IOException, ApiException {
    return locations.postLocations(
        new LocationCreateDefinition()
            .name(name)
            .emergencyNumber(
                new LocationEmergencyNumber()
                    .e164("+493012345678")
                    .type(LocationEmergencyNumber.TypeEnum.DEFAULT))
            .address(new LocationAddress().city("Berlin").country("DE")));
  }

  private Site site(String name) throws IOException, ApiException {
    Site managed =
        edge.getTelephonyProvidersEdgesSites(25, 1, null, null, null, null, true)
            .getEntities()
            .get(0);
    DomainEntityRef ref = new DomainEntityRef().id(managed.getId()).name(managed.getName());
    return edge.postTelephonyProvidersEdgesSites(
        new Site()
            .name(name)
            .primarySites(List.of(ref))
            .secondarySites(List.of(ref))
            .location(location(name + " location"))
            .mediaModel(Site.MediaModelEnum.CLOUD)
            .edgeAutoUpdateConfig(
                new EdgeAutoUpdateConfig()
                    .timeZone("Europe/Berlin")
                    .rrule("FREQ=DAILY")
                    .start(new LocalDateTime(2026, 1, 2, 2, 0))
                    .end(new LocalDateTime(2026, 1, 2, 5, 0))));
  }

  private TrunkBase trunkBase(Site site) throws IOException, ApiException {
    TrunkBase template =
        edge.getTelephonyProvidersEdgesTrunkbasesettingsTemplate(SimulatorClient.CARRIER);
    Map<String, Object> properties = template.getProperties();
    properties.put(
        "trunk_transport_serverProxyList",
        Json.MAPPER.convertValue(
            Map.of("value", Map.of("instance", List.of("sip.java.example"))), Object.class));
    return new TrunkBase()
        .name("java-trunk")
        .trunkType(TrunkBase.TrunkTypeEnum.EXTERNAL)
        .trunkMetabase(template.getTrunkMetabase())
        .inboundSite(new DomainEntityRef().id(site.getId()))
        .properties(properties);
  }

  private static int refusal(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call).getStatusCode();
  }
}
