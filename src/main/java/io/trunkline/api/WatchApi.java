package io.trunkline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.trunkline.event.watch.TestEvents;
import io.trunkline.genesys.GenesysComponent;
import io.trunkline.genesys.GenesysConstants;
import io.trunkline.genesys.OrgSettingsException;
import io.trunkline.genesys.Orgs;
import io.trunkline.genesys.notification.WatchStatus;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What the routes of {@code /api/watches} call: how orgs are listened to, and whether it works. */
public final class WatchApi {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();
  private static final String TOPIC = "v2.telephony.providers.edges.trunks.{id}";
  private static final int SHOWN = 18;

  private final Orgs orgs;
  private final GenesysComponent genesys;
  private final TestEvents tests;

  /** With the orgs, who listens to them, and who sends tests. */
  public WatchApi(Orgs orgs, GenesysComponent genesys, TestEvents tests) {
    this.orgs = orgs;
    this.genesys = genesys;
    this.tests = tests;
  }

  /** {@code GET /api/watches}. */
  public void list(Exchange exchange) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("watches");
    genesys.watches().forEach(watch -> list.add(json(watch)));
    answer(exchange, 200, body);
  }

  /** Begins {@code POST /api/watches/{org}/setup}: listens, and asks the org for its topics. */
  public void ask(Exchange exchange) {
    Message message = exchange.getMessage();
    String org = known(String.valueOf(message.getHeader("org", String.class)));
    genesys.watch(org);
    message.setHeader(GenesysConstants.ORG, org);
    message.setHeader(
        GenesysConstants.QUERY, Map.of("expand", List.of("transports", "requiresPermissions")));
    message.setBody(null);
  }

  /** Ends it: sends a test event, and tells what the org offers and how listening goes. */
  public void setup(Exchange exchange) {
    String org = exchange.getMessage().getHeader(GenesysConstants.ORG, String.class);
    JsonNode offered = topic(exchange.getMessage().getBody(JsonNode.class));
    ObjectNode body = state(org);
    body.set("topic", offered);
    body.put("test", tests.send(org));
    answer(exchange, 202, body);
  }

  /** {@code POST /api/watches/{org}/remove}: listens no more, until set up anew or started. */
  public void remove(Exchange exchange) {
    String org = known(String.valueOf(exchange.getMessage().getHeader("org", String.class)));
    boolean removed = genesys.unwatch(org);
    answer(exchange, 200, state(org).put("removed", removed));
  }

  /** {@code GET /api/watches/{org}}; with {@code test=ID}, how far that test event came. */
  public void get(Exchange exchange) {
    Message message = exchange.getMessage();
    String org = known(String.valueOf(message.getHeader("org", String.class)));
    ObjectNode body = state(org);
    String test = message.getHeader("test", String.class);
    if (test != null) {
      body.set("test", tests.state(org, test));
    }
    answer(exchange, 200, body);
  }

  private String known(String org) {
    try {
      return orgs.get(org).name();
    } catch (OrgSettingsException e) {
      throw new ApiException(404, "org", org, String.valueOf(e.getMessage()), e.fix());
    }
  }

  private ObjectNode state(String org) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("org", org);
    WatchStatus watch =
        genesys.watches().stream().filter(each -> each.org().equals(org)).findFirst().orElse(null);
    body.set("watch", watch == null ? JsonNodeFactory.instance.nullNode() : json(watch));
    return body;
  }

  private static ObjectNode json(WatchStatus watch) {
    ObjectNode json = JSON.valueToTree(watch);
    // Whoever knows a channel's id may listen to it.
    json.path("channels").forEach(channel -> hide((ObjectNode) channel));
    return json;
  }

  private static void hide(ObjectNode channel) {
    String id = channel.path("id").asText("");
    if (id.length() > SHOWN) {
      channel.put("id", id.substring(0, SHOWN) + "...");
    }
  }

  private static JsonNode topic(@Nullable JsonNode available) {
    if (available != null) {
      for (JsonNode topic : available.path("entities")) {
        if (topic.path("id").asText().equals(TOPIC)) {
          return topic;
        }
      }
    }
    return JsonNodeFactory.instance.nullNode();
  }

  private static void answer(Exchange exchange, int status, JsonNode body) {
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    message.setBody(body.toString());
  }
}
