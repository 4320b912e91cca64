package io.trunkline.simulator.resource;

import io.trunkline.simulator.http.AccessTokens;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Surface;
import io.trunkline.simulator.notification.ChannelOperations;
import io.trunkline.simulator.notification.Channels;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.traffic.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** The whole simulated API: every resource, and what new and reopened organizations need. */
public final class Api {
  private final Channels channels = new Channels();
  private final SiteSideEffects sideEffects = new SiteSideEffects();
  private final Traffic traffic = new Traffic();
  private final Seed seed;
  private final Surface surface;
  private final OrgDocument document;

  /**
   * @param orgs all organizations of the simulator, which are one region
   * @param tokens for the operations on the caller's token
   */
  public Api(Supplier<Collection<Org>> orgs, AccessTokens tokens) {
    Metabases metabases = new Metabases();
    Trunks trunks = new Trunks();
    seed = new Seed(metabases);
    document = new OrgDocument(metabases, trunks);
    List<Operation> operations = new ArrayList<>();
    operations.addAll(new TokensMe(tokens).operations());
    operations.addAll(new Organization().operations());
    operations.addAll(new Locations().operations());
    operations.addAll(new Sites(sideEffects).operations());
    operations.addAll(new SiteSearch().operations());
    operations.addAll(new SiteConnections().operations());
    operations.addAll(new NumberPlans().operations());
    operations.addAll(new TrunkBases(metabases, trunks, new Region(orgs)).operations());
    operations.addAll(new OutboundRoutes(trunks).operations());
    operations.addAll(trunks.operations());
    operations.addAll(new Edges(trunks).operations());
    operations.addAll(new EdgeGroups().operations());
    operations.addAll(new LogicalInterfaces(trunks).operations());
    operations.addAll(new Metrics(traffic).operations());
    operations.addAll(new MediaStatistics(traffic).operations());
    operations.addAll(new ConversationDetails(traffic).operations());
    operations.addAll(new DetailsJobs(traffic).operations());
    operations.addAll(new ConversationAggregates(traffic).operations());
    operations.addAll(new CertificateAuthorities().operations());
    operations.addAll(new AvailableTopics().operations());
    operations.addAll(new ChannelOperations(channels).operations());
    operations.addAll(new MediaRegions().operations());
    surface = new Surface(operations);
  }

  /** The calls of all organizations. */
  public Traffic traffic() {
    return traffic;
  }

  public Surface surface() {
    return surface;
  }

  /** The notification channels of all organizations. */
  public Channels channels() {
    return channels;
  }

  /** Reads and writes whole organizations. */
  public OrgDocument document() {
    return document;
  }

  /** Fills an empty organization; the caller commits. */
  public void seed(Org org) {
    seed.plant(org);
  }

  /** Takes up what was still due in an organization read from disk. */
  public void resume(Org org) {
    sideEffects.resume(org);
  }
}
