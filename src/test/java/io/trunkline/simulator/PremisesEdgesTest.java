package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mypurecloud.sdk.v2.ApiClient;
import com.mypurecloud.sdk.v2.ApiException;
import com.mypurecloud.sdk.v2.api.TelephonyProvidersEdgeApi;
import com.mypurecloud.sdk.v2.api.UtilitiesApi;
import com.mypurecloud.sdk.v2.model.Certificate;
import com.mypurecloud.sdk.v2.model.DisableSiteConnectionsRequest;
import com.mypurecloud.sdk.v2.model.DomainCertificateAuthority;
import com.mypurecloud.sdk.v2.model.DomainEntityRef;
import com.mypurecloud.sdk.v2.model.DomainLogicalInterface;
import com.mypurecloud.sdk.v2.model.Edge;
import com.mypurecloud.sdk.v2.model.EdgeGroup;
import com.mypurecloud.sdk.v2.model.OutboundRouteBase;
import com.mypurecloud.sdk.v2.model.Site;
import com.mypurecloud.sdk.v2.model.SiteConnection;
import com.mypurecloud.sdk.v2.model.Trunk;
import com.mypurecloud.sdk.v2.model.TrunkBase;
import com.mypurecloud.sdk.v2.model.TrunkBaseAssignment;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Premises edges and what hangs on them, made, changed and deleted by Genesys' Java SDK. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PremisesEdgesTest {
  private Simulator simulator;
  private SimulatorClient plain;
  private ApiClient client;
  private TelephonyProvidersEdgeApi api;

  @BeforeAll
  void start() throws Exception {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    plain = SimulatorClient.loggedIn(simulator);
    client = GenesysSdk.loggedIn(simulator.uri());
    api = new TelephonyProvidersEdgeApi(client);
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @Test
  void anEdgeIsCreatedFoundChangedAndDeleted() throws Exception {
    Site site = api.getTelephonyProvidersEdgesSite(plain.site("Edge site").id());
    Edge created = api.postTelephonyProvidersEdges(new Edge().name("Berlin edge").site(site));
    assertThat(created.getStatusCode()).isEqualTo(Edge.StatusCodeEnum.NEW);
    assertThat(created.getManaged()).isFalse();
    assertThat(created.getSite().getName()).isEqualTo(site.getName());
    assertThat(
            api.getTelephonyProvidersEdges(
                    25, 1, "berlin*", site.getId(), null, "name", false, false)
                .getEntities())
        .extracting(Edge::getId)
        .containsExactly(created.getId());
    assertThat(status(() -> api.deleteTelephonyProvidersEdgesSite(site.getId()))).isEqualTo(409);

    Edge read = api.getTelephonyProvidersEdge(created.getId(), List.of());
    Edge changed = api.putTelephonyProvidersEdge(created.getId(), read.proxy("http://proxy:1"));
    assertThat(changed.getProxy()).isEqualTo("http://proxy:1");
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(status(() -> api.putTelephonyProvidersEdge(created.getId(), read))).isEqualTo(409);
    assertThat(status(() -> api.postTelephonyProvidersEdges(new Edge().name("Berlin edge"))))
        .isEqualTo(409);

    plain.patch(
        "/__sim/entities/edges/" + created.getId(),
        "{\"statusCode\":\"ACTIVE\",\"onlineStatus\":\"ONLINE\"}");
    Edge paired = api.getTelephonyProvidersEdge(created.getId(), List.of());
    Edge kept = api.putTelephonyProvidersEdge(paired.getId(), paired.description("d"));
    assertThat(kept.getOnlineStatus()).isEqualTo(Edge.OnlineStatusEnum.ONLINE);

    api.deleteTelephonyProvidersEdge(created.getId());
    assertThat(status(() -> api.getTelephonyProvidersEdge(created.getId(), List.of())))
        .isEqualTo(404);
  }

  @Test
  void aCloudEdgeAndItsGroupAreManagedByGenesys() throws Exception {
    Edge cloud =
        api.getTelephonyProvidersEdges(25, 1, null, null, null, null, true, true)
            .getEntities()
            .get(0);
    String id = cloud.getId();
    assertThat(status(() -> api.deleteTelephonyProvidersEdge(id))).isEqualTo(409);
    assertThat(status(() -> api.putTelephonyProvidersEdge(id, cloud))).isEqualTo(409);
    assertThat(status(() -> api.postTelephonyProvidersEdgeLogicalinterfaces(id, eth("eth0"))))
        .isEqualTo(409);
    String group = cloud.getEdgeGroup().getId();
    assertThat(status(() -> api.deleteTelephonyProvidersEdgesEdgegroup(group))).isEqualTo(409);
  }

  @Test
  void anEdgeGroupIsCreatedFoundChangedAndDeleted() throws Exception {
    EdgeGroup cloud =
        api.getTelephonyProvidersEdgesEdgegroups(25, 1, null, null, true).getEntities().get(0);
    EdgeGroup wanted =
        new EdgeGroup()
            .name("Berlin group")
            .edgeTrunkBaseAssignment(cloud.getEdgeTrunkBaseAssignment())
            .phoneTrunkBases(cloud.getPhoneTrunkBases());
    EdgeGroup created = api.postTelephonyProvidersEdgesEdgegroups(wanted);
    assertThat(created.getManaged()).isFalse();
    assertThat(created.getPhoneTrunkBases().get(0).getName())
        .isEqualTo(cloud.getPhoneTrunkBases().get(0).getName());
    assertThat(
            api.getTelephonyProvidersEdgesEdgegroups(25, 1, "berlin group", null, false)
                .getEntities())
        .hasSize(1);

    Edge edge =
        api.postTelephonyProvidersEdges(new Edge().name("Edge of a group").edgeGroup(created));
    assertThat(status(() -> api.deleteTelephonyProvidersEdgesEdgegroup(created.getId())))
        .isEqualTo(409);
    EdgeGroup read = api.getTelephonyProvidersEdgesEdgegroup(created.getId(), List.of());
    EdgeGroup changed =
        api.putTelephonyProvidersEdgesEdgegroup(created.getId(), read.name("Bonn group"));
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(api.getTelephonyProvidersEdge(edge.getId(), List.of()).getEdgeGroup().getName())
        .isEqualTo("Bonn group");
    assertThat(status(() -> api.putTelephonyProvidersEdgesEdgegroup(created.getId(), read)))
        .isEqualTo(409);
    assertThat(status(() -> api.postTelephonyProvidersEdgesEdgegroups(new EdgeGroup().name("n"))))
        .isEqualTo(400);

    api.deleteTelephonyProvidersEdge(edge.getId());
    api.deleteTelephonyProvidersEdgesEdgegroup(created.getId());
    assertThat(status(() -> api.getTelephonyProvidersEdgesEdgegroup(created.getId(), List.of())))
        .isEqualTo(404);
  }

  @Test
  void aTrunkBaseOnALogicalInterfaceHasARuntimeTrunkOnItsEdge() throws Exception {
    Site site = api.getTelephonyProvidersEdgesSite(plain.site("Interface site").id());
    TrunkBase trunk =
        api.getTelephonyProvidersEdgesTrunkbasesetting(
            plain.trunkBase("premises", site.getId()).id(), true);
    String base = trunk.getId();
    Edge edge = api.postTelephonyProvidersEdges(new Edge().name("Interface edge").site(site));
    DomainLogicalInterface wanted =
        eth("eth0")
            .vlanTagId(7)
            .externalTrunkBaseAssignments(
                List.of(new TrunkBaseAssignment().family(2).trunkBase(trunk)));
    DomainLogicalInterface created =
        api.postTelephonyProvidersEdgeLogicalinterfaces(edge.getId(), wanted);
    assertThat(created.getCurrentState()).isEqualTo(DomainLogicalInterface.CurrentStateEnum.OK);
    assertThat(
            api.getTelephonyProvidersEdgesLogicalinterfaces(edge.getId(), List.of()).getEntities())
        .hasSize(1);
    assertThat(
            api.getTelephonyProvidersEdgeLogicalinterfaces(edge.getId(), List.of()).getEntities())
        .extracting(DomainLogicalInterface::getId)
        .containsExactly(created.getId());
    assertThat(trunks(base))
        .extracting(one -> one.getEdge().getName())
        .containsExactly("Interface edge");
    assertThat(status(() -> api.deleteTelephonyProvidersEdgesTrunkbasesetting(base)))
        .isEqualTo(400);

    DomainLogicalInterface read =
        api.getTelephonyProvidersEdgeLogicalinterface(edge.getId(), created.getId(), List.of());
    DomainLogicalInterface changed =
        api.putTelephonyProvidersEdgeLogicalinterface(
            edge.getId(), created.getId(), read.externalTrunkBaseAssignments(List.of()));
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(trunks(base)).isEmpty();
    assertThat(
            status(
                () ->
                    api.putTelephonyProvidersEdgeLogicalinterface(
                        edge.getId(), created.getId(), read)))
        .isEqualTo(409);
    api.deleteTelephonyProvidersEdgeLogicalinterface(edge.getId(), created.getId());
    assertThat(
            status(
                () ->
                    api.getTelephonyProvidersEdgeLogicalinterface(
                        edge.getId(), created.getId(), List.of())))
        .isEqualTo(404);

    api.postTelephonyProvidersEdgeLogicalinterfaces(edge.getId(), wanted);
    assertThat(trunks(base)).hasSize(1);
    api.deleteTelephonyProvidersEdge(edge.getId());
    assertThat(trunks(base)).isEmpty();
    api.deleteTelephonyProvidersEdgesTrunkbasesetting(base);
  }

  @Test
  void aCertificateAuthorityIsCreatedReadChangedAndDeleted() throws Exception {
    String pem = TestCertificate.selfSigned();
    assertThat(
            new UtilitiesApi(client)
                .postCertificateDetails(new Certificate().certificate(pem))
                .getCertificateDetails()
                .get(0)
                .getSubject())
        .isEqualTo("CN=walk.example");
    DomainCertificateAuthority created =
        api.postTelephonyProvidersEdgesCertificateauthorities(
            new DomainCertificateAuthority()
                .name("Carrier CA")
                .certificate(pem)
                .type(DomainCertificateAuthority.TypeEnum.REMOTE)
                .services(List.of(DomainCertificateAuthority.ServicesEnum.SIP)));
    assertThat(created.getCertificateDetails().get(0).getExpired()).isFalse();
    assertThat(api.getTelephonyProvidersEdgesCertificateauthorities().getEntities())
        .extracting(DomainCertificateAuthority::getName)
        .contains("Carrier CA");
    String id = created.getId();
    DomainCertificateAuthority read = api.getTelephonyProvidersEdgesCertificateauthority(id);
    assertThat(
            api.putTelephonyProvidersEdgesCertificateauthority(id, read.name("Other CA"))
                .getVersion())
        .isEqualTo(2);
    assertThat(status(() -> api.putTelephonyProvidersEdgesCertificateauthority(id, read)))
        .isEqualTo(409);
    assertThat(
            status(
                () ->
                    api.postTelephonyProvidersEdgesCertificateauthorities(
                        new DomainCertificateAuthority()
                            .name("Broken")
                            .certificate("no PEM")
                            .type(DomainCertificateAuthority.TypeEnum.REMOTE)
                            .services(List.of(DomainCertificateAuthority.ServicesEnum.SIP)))))
        .isEqualTo(400);
    api.deleteTelephonyProvidersEdgesCertificateauthority(id);
    assertThat(status(() -> api.getTelephonyProvidersEdgesCertificateauthority(id))).isEqualTo(404);
  }

  @Test
  void siteConnectionsAreReadAndDisabled() throws Exception {
    String site = plain.site("Connected site").id();
    String other = plain.site("Other site").id();
    // The SDK's model has no setter for the list, so that the plain client makes the connection.
    plain.send(
        "PUT",
        SimulatorClient.SITES + "/" + site + "/siteconnections",
        "{\"siteConnections\":[{\"id\":\"" + other + "\",\"type\":\"Direct\"}]}");
    assertThat(api.getTelephonyProvidersEdgesSiteSiteconnections(site).getSiteConnections())
        .extracting(SiteConnection::getName)
        .containsExactly("Other site");
    assertThat(
            api.patchTelephonyProvidersEdgesSiteSiteconnections(
                    site, new DisableSiteConnectionsRequest().enabled(false))
                .getSiteConnections())
        .noneMatch(one -> Boolean.TRUE.equals(one.getEnabled()));
  }

  @Test
  void anOutboundRouteIsCreatedFoundChangedAndDeleted() throws Exception {
    String site = plain.site("Route site").id();
    OutboundRouteBase created =
        api.postTelephonyProvidersEdgesSiteOutboundroutes(
            site, new OutboundRouteBase().name("Second").classificationTypes(List.of("National")));
    assertThat(
            api.getTelephonyProvidersEdgesSiteOutboundroutes(site, 25, 1, "sec*", null, null)
                .getEntities())
        .extracting(OutboundRouteBase::getId)
        .containsExactly(created.getId());
    assertThat(
            api.getTelephonyProvidersEdgesOutboundroutes(25, 1, "Second", site, null, null)
                .getTotal())
        .isEqualTo(1);
    String id = created.getId();
    OutboundRouteBase read = api.getTelephonyProvidersEdgesSiteOutboundroute(site, id);
    read.setExternalTrunkBases(List.<DomainEntityRef>of());
    assertThat(
            api.putTelephonyProvidersEdgesSiteOutboundroute(site, id, read.enabled(true))
                .getVersion())
        .isEqualTo(2);
    assertThat(status(() -> api.putTelephonyProvidersEdgesSiteOutboundroute(site, id, read)))
        .isEqualTo(409);
    api.deleteTelephonyProvidersEdgesSiteOutboundroute(site, id);
    assertThat(status(() -> api.getTelephonyProvidersEdgesSiteOutboundroute(site, id)))
        .isEqualTo(404);
  }

  private List<Trunk> trunks(String base) throws Exception {
    return api.getTelephonyProvidersEdgesTrunks(1, 25, null, null, null, base, null).getEntities();
  }

  private static DomainLogicalInterface eth(String name) {
    return new DomainLogicalInterface()
        .name(name)
        .friendlyName(name)
        .hardwareAddress("02:00:00:00:00:01")
        .physicalAdapterId(name);
  }

  private static int status(ThrowingCallable call) {
    return catchThrowableOfType(ApiException.class, call).getStatusCode();
  }
}
