package io.trunkline.event.outbox;

import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Endpoint;
import org.apache.camel.model.Model;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/** Begins a route with the events of the outbox. Without a store nothing is delivered. */
@Component("trunk-events")
public class TrunkEventsComponent extends DefaultComponent {
  /**
   * The outbox that is delivered.
   *
   * @param node what this process is called among those that share the store
   */
  record Delivering(Store store, Outbox outbox, String node, Clock clock) {}

  private @Nullable Delivering delivering;

  /** Delivers this outbox. */
  public void deliver(Store store, Outbox outbox, Clock clock) {
    this.delivering = new Delivering(store, outbox, "node-" + UUID.randomUUID(), clock);
  }

  @Nullable Delivering delivering() {
    return delivering;
  }

  @Override
  protected void doInit() throws Exception {
    super.doInit();
    getCamelContext()
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .addModelLifecycleStrategy(new SinkFailures());
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    TrunkEventsEndpoint endpoint = new TrunkEventsEndpoint(uri, this, remaining);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
