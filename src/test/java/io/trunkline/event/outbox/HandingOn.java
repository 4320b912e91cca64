package io.trunkline.event.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.event.Notification;
import io.trunkline.event.Outbox;
import io.trunkline.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A node of the service as far as sinks see it: the outbox of a store, and the shipped kamelets.
 */
final class HandingOn implements AutoCloseable {
  static final Instant TOLD_AT = Instant.parse("2026-03-01T00:00:00Z");

  final Store store;
  final Outbox outbox;
  final DeadLetters letters;
  private final DefaultCamelContext context = new DefaultCamelContext();

  /** A node that hands nothing on yet. */
  HandingOn(Store store, Clock clock) {
    this.store = store;
    outbox = new Outbox(store, clock);
    letters = new DeadLetters(store, outbox, clock);
    // As application.properties sets it: retries are the sinks' own.
    context.getComponent("http", HttpComponent.class).setAutomaticRetriesDisabled(true);
    KameletComponent kamelets = new KameletComponent();
    kamelets.setLocation("file:" + Path.of("kamelets").toAbsolutePath());
    context.addComponent("kamelet", kamelets);
    context.getRegistry().bind("webhookSigner", new WebhookSigner(Clock.systemUTC()));
    context.getRegistry().bind("eventText", new EventText());
    TrunkEventsComponent component = new TrunkEventsComponent();
    component.deliver(store, outbox, clock);
    context.addComponent("trunk-events", component);
  }

  /**
   * Starts a sink that gets everything there is.
   *
   * @param options of {@code trunk-events}
   * @param parameters of the kamelet, as lines of YAML
   */
  HandingOn sink(String name, String options, String kamelet, String parameters) throws Exception {
    String yaml =
        """
        - route:
            id: sink-%s
            from:
              uri: trunk-events:%s?from=oldest&%s
              steps:
                - kamelet:
                    name: %s
                    parameters:
        %s
        """
            .formatted(name, name, options, kamelet, parameters.indent(16).stripTrailing());
    PluginHelper.getRoutesLoader(context)
        .loadRoutes(ResourceHelper.fromString(name + ".yaml", yaml));
    context.start();
    return this;
  }

  /** An event with a number, whose id is the trunk and the number. */
  void tell(String trunk, int number) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("n", number);
    tell(trunk + "-" + number, "io.trunkline.trunk.event", trunk, data);
  }

  /** A change of a trunk's state. */
  void tellState(String id, String name, String state, String reason) {
    ObjectNode data =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("state", state)
            .put("before", "up")
            .put("reason", reason);
    tell(id, "io.trunkline.trunk.state", "trunk-1", data);
  }

  private void tell(String id, String type, String trunk, ObjectNode data) {
    Notification told = new Notification(id, type, "/orgs/acme", trunk, TOLD_AT, data.toString());
    store
        .commits()
        .commit(
            write -> {
              outbox.add(write, List.of(told));
              return true;
            });
  }

  @Override
  public void close() {
    context.stop();
  }
}
