package io.trunkline.genesys;

import io.trunkline.genesys.notification.Watch;
import io.trunkline.genesys.notification.WatchSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a route with what an org's notification channels tell: batches of events, the state of all
 * trunks after a time in which events may have been missed, and that time itself.
 */
final class NotificationsConsumer extends DefaultConsumer {
  private final GenesysEndpoint endpoint;
  private final List<OrgWatch> watches = new ArrayList<>();
  private @Nullable ExecutorService worker;

  NotificationsConsumer(GenesysEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    GenesysComponent component = endpoint.getComponent();
    worker =
        endpoint
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, "genesys-notifications");
    component.orgNames(endpoint.getOrg()).forEach(this::watch);
    component.listening(this);
  }

  /** Begins to watch an org, if the route listens to it. */
  synchronized void watch(String org) {
    GenesysComponent component = endpoint.getComponent();
    ExecutorService with = worker;
    if (with == null || !component.orgNames(endpoint.getOrg()).contains(org)) {
      return;
    }
    WatchSettings settings = endpoint.getNotifications().settings();
    Duration beat = settings.silence().dividedBy(4);
    Duration second = Duration.ofSeconds(1);
    OrgWatch watch = watch(component, org, settings, with);
    watches.add(watch);
    component.watched(org, watch);
    watch.start(beat.compareTo(second) < 0 ? beat : second);
  }

  private OrgWatch watch(
      GenesysComponent component, String org, WatchSettings settings, ExecutorService worker) {
    OrgCalls calls = component.calls(org);
    return new OrgWatch(
        org,
        new Watch(org, settings, () -> ThreadLocalRandom.current().nextDouble()),
        calls.channels(getRouteId()),
        calls.polling(),
        new NotificationDelivery(
            (kind, body, observedAt) -> take(org, kind, body, observedAt), worker),
        component.http().timeout(),
        component.http().proxyLogin(),
        Clock.systemUTC());
  }

  private void take(String org, String kind, Object body, @Nullable Instant observedAt)
      throws Exception {
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(body);
      exchange.getMessage().setHeader(GenesysConstants.ORG, org);
      exchange.getMessage().setHeader(GenesysConstants.NOTIFICATION, kind);
      if (observedAt != null) {
        exchange.getMessage().setHeader(GenesysConstants.OBSERVED_AT, observedAt);
      }
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStop() throws Exception {
    endpoint.getComponent().listeningNoMore(this);
    endWatches();
    if (worker != null) {
      endpoint.getCamelContext().getExecutorServiceManager().shutdown(worker);
      worker = null;
    }
    super.doStop();
  }

  private synchronized void endWatches() {
    endpoint.getComponent().unwatched(watches);
    watches.forEach(OrgWatch::close);
    watches.clear();
  }
}
