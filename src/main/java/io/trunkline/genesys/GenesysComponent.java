package io.trunkline.genesys;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.genesys.notification.WatchStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls Genesys Cloud: one session with client, token and call budget per configured org. */
@Component("genesys")
public class GenesysComponent extends DefaultComponent {
  private static final Logger LOG = LoggerFactory.getLogger(GenesysComponent.class);

  private final Map<String, OrgCalls> calls = new ConcurrentHashMap<>();
  private final Map<String, OrgWatch> watches = new ConcurrentHashMap<>();
  private final Set<NotificationsConsumer> listeners = ConcurrentHashMap.newKeySet();

  @Metadata(description = "The configured orgs")
  private @Nullable Orgs orgs;

  @Metadata(description = "Timeouts, connections and waits")
  private @Nullable HttpSettings httpSettings;

  @Metadata(description = "Is told of each call")
  private @Nullable ApiCallListener callListener;

  @Metadata(description = "Keeps each write's intent before it is sent")
  private @Nullable WriteListener writeListener;

  @Metadata(description = "Puts secret values into a body that is about to be sent")
  private @Nullable BodySecrets bodySecrets;

  @Metadata(description = "Deals out the calls per minute that several processes share")
  private @Nullable CallShare callShare;

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    GenesysEndpoint endpoint = new GenesysEndpoint(uri, this, resource(remaining));
    setProperties(endpoint, parameters);
    return endpoint;
  }

  private static GenesysResource resource(String text) {
    String constant = text.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    try {
      return GenesysResource.valueOf(constant);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "genesys:" + text + " is not a resource; see the component's documentation", e);
    }
  }

  /**
   * The calls of one org; its client is built when it is first needed, because that takes a second.
   */
  OrgCalls calls(@Nullable String org) {
    Orgs configured = required(orgs, "Orgs");
    Org chosen = configured.get(org == null || org.isBlank() ? configured.defaultOrg() : org);
    return calls.computeIfAbsent(
        chosen.name(),
        name ->
            new OrgCalls(
                chosen,
                required(httpSettings, "HttpSettings"),
                callShare == null ? CallShare.ALL : callShare,
                callListener == null ? call -> {} : callListener,
                writeListener == null ? (origin, write) -> {} : writeListener,
                secrets(),
                trunks -> seen(name, trunks)));
  }

  /**
   * Builds the default org's client and logs in while the rest of the process starts. What goes
   * wrong here goes wrong again, and is told, when the org is called.
   */
  public void prepare() {
    Thread preparing = new Thread(this::meetDefaultOrg, "genesys-prepare");
    preparing.setDaemon(true);
    preparing.start();
  }

  private void meetDefaultOrg() {
    try {
      calls(null).login();
    } catch (GenesysException | RuntimeException e) {
      LOG.debug("the default org could not be prepared", e);
    }
  }

  /** Whoever reads all trunks tells the watch of the org of new ones. */
  private void seen(String org, ArrayNode trunks) {
    OrgWatch watch = watches.get(org);
    if (watch != null) {
      watch.seen(trunks);
    }
  }

  /**
   * The orgs that a setting means: some by name with commas between, the default one where none is
   * named, all for {@code *}, and no org at all for {@code none}.
   */
  public List<String> orgNames(@Nullable String asked) {
    Orgs configured = required(orgs, "Orgs");
    if ("*".equals(asked)) {
      return configured.all().stream().map(Org::name).toList();
    }
    if ("none".equals(asked)) {
      return List.of();
    }
    String name = asked == null || asked.isBlank() ? configured.defaultOrg() : asked;
    return Arrays.stream(name.split("\\s*,\\s*")).map(each -> configured.get(each).name()).toList();
  }

  HttpSettings http() {
    return required(httpSettings, "HttpSettings");
  }

  void watched(String org, OrgWatch watch) {
    watches.put(org, watch);
  }

  void unwatched(List<OrgWatch> ended) {
    watches.values().removeAll(ended);
  }

  void listening(NotificationsConsumer consumer) {
    listeners.add(consumer);
  }

  void listeningNoMore(NotificationsConsumer consumer) {
    listeners.remove(consumer);
  }

  /** Watches an org again that a route of this process listens to, after {@link #unwatch}. */
  public void watch(String org) {
    if (!watches.containsKey(org)) {
      listeners.forEach(each -> each.watch(org));
    }
  }

  /**
   * Ends the watch of an org and lets its channels go, until {@link #watch} or the next start.
   *
   * @return whether this process watched it
   */
  public boolean unwatch(String org) {
    OrgWatch watch = watches.remove(org);
    if (watch != null) {
      watch.close();
    }
    return watch != null;
  }

  /** How the watching of each org's trunks goes. */
  public List<WatchStatus> watches() {
    return watches.values().stream()
        .map(OrgWatch::status)
        .sorted(Comparator.comparing(WatchStatus::org))
        .toList();
  }

  private UnaryOperator<ObjectNode> secrets() {
    BodySecrets filler = bodySecrets;
    return filler == null ? body -> body : filler::filled;
  }

  private static <T> T required(@Nullable T bean, String type) {
    if (bean == null) {
      throw new IllegalStateException("genesys: needs a " + type + " in the registry");
    }
    return bean;
  }

  @Override
  protected void doStop() throws Exception {
    calls.values().forEach(OrgCalls::close);
    calls.clear();
    super.doStop();
  }

  public @Nullable Orgs getOrgs() {
    return orgs;
  }

  public void setOrgs(@Nullable Orgs orgs) {
    this.orgs = orgs;
  }

  public @Nullable HttpSettings getHttpSettings() {
    return httpSettings;
  }

  public void setHttpSettings(@Nullable HttpSettings httpSettings) {
    this.httpSettings = httpSettings;
  }

  public @Nullable ApiCallListener getCallListener() {
    return callListener;
  }

  public void setCallListener(@Nullable ApiCallListener callListener) {
    this.callListener = callListener;
  }

  public @Nullable WriteListener getWriteListener() {
    return writeListener;
  }

  public void setWriteListener(@Nullable WriteListener writeListener) {
    this.writeListener = writeListener;
  }

  public @Nullable CallShare getCallShare() {
    return callShare;
  }

  public void setCallShare(@Nullable CallShare callShare) {
    this.callShare = callShare;
  }

  public @Nullable BodySecrets getBodySecrets() {
    return bodySecrets;
  }

  public void setBodySecrets(@Nullable BodySecrets bodySecrets) {
    this.bodySecrets = bodySecrets;
  }
}
