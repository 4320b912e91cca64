package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.simulator.SimulatorClient.Reply;
import io.trunkline.simulator.org.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Channels, their limits and their sockets behave as the fact sheet says (5.1 to 5.4). */
class ChannelTest {
  private static final String CHANNELS = "/api/v2/notifications/channels";
  private static final String TOPIC = "v2.telephony.providers.edges.trunks.";

  private Simulator simulator;
  private SimulatorClient client;
  private String trunk;

  @BeforeEach
  void start() throws SimulatorException {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
    Reply base = client.trunkBase("Watched", client.site("Site").id());
    String routes = SimulatorClient.SITES + "/" + base.text("/inboundSite/id") + "/outboundroutes";
    client.post(
        routes,
        "{\"name\":\"R\",\"enabled\":true,\"classificationTypes\":[\"National\"],"
            + "\"externalTrunkBases\":[{\"id\":\"%s\"}]}".formatted(base.id()));
    trunk = client.get(SimulatorClient.EDGES + "/trunks").text("/entities/0/id");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aChangeIsHeardByWhoSubscribedWithTheStateThatTheListShows() {
    Reply channel = subscribed(TOPIC + trunk);
    Listener heard = listen(channel);
    Listener other = listen(client.post(CHANNELS, "{}"));
    down();
    await().until(() -> heard.of(TOPIC + trunk).size() == 1);
    JsonNode event = heard.of(TOPIC + trunk).get(0);
    JsonNode truth = client.get("/__sim/trunks").body().findPath("trunks").get(0);
    assertThat(event.at("/eventBody/connectedStatus")).isEqualTo(truth.path("connectedStatus"));
    assertThat(event.at("/eventBody/optionsStatus")).isEqualTo(truth.path("optionsStatus"));
    assertThat(event.at("/eventBody/optionsStatus/0/errorInfo/code").asText()).isEqualTo("408");
    assertThat(event.at("/version").asText()).isEqualTo("2");
    assertThat(other.of(TOPIC + trunk)).isEmpty();
    assertThat(client.get("/__sim/events").body().at("/events/0/channels").asInt()).isEqualTo(1);
  }

  @Test
  void aPartialEventHoldsOnlyWhatChanged() {
    client.patch("/__sim/settings", "{\"notifications\":{\"partialEvents\":true}}");
    Listener heard = listen(subscribed(TOPIC + trunk));
    client.patch("/__sim/trunks/" + trunk, "{\"connected\":false}");
    await().until(() -> !heard.of(TOPIC + trunk).isEmpty());
    assertThat(heard.of(TOPIC + trunk).get(0).at("/eventBody").has("optionsStatus")).isFalse();
  }

  @Test
  void addingAddsReplacingReplacesAndAThousandTopicsAreTheLimit() {
    String subscriptions = CHANNELS + "/" + subscribed(topics(0, 600)).id() + "/subscriptions";
    assertThat(client.post(subscriptions, body(topics(600, 1000))).status()).isEqualTo(200);
    Reply refused = client.post(subscriptions, body(topics(1000, 1001)));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(client.get(subscriptions).body().path("entities")).hasSize(1000);
    client.send("PUT", subscriptions, body(TOPIC + "a"));
    assertThat(client.get(subscriptions).body().findValuesAsText("id"))
        .containsExactly(TOPIC + "a");
    client.delete(subscriptions);
    assertThat(client.get(subscriptions).body().path("entities")).isEmpty();
  }

  @Test
  void theTwentyFirstChannelDropsTheOldestThatNobodyListensTo() {
    Reply listened = client.post(CHANNELS, "{}");
    listen(listened);
    Reply oldest = client.post(CHANNELS, "{}");
    IntStream.range(2, 21).forEach(i -> client.post(CHANNELS, "{}"));
    List<String> left = client.get(CHANNELS).body().findValuesAsText("id");
    assertThat(left).hasSize(20).contains(listened.id()).doesNotContain(oldest.id());
    assertThat(client.send("HEAD", CHANNELS + "/" + oldest.id(), null).status()).isEqualTo(404);
  }

  @Test
  void anUnknownTopicIsRefusedOrRejected() {
    String channel = client.post(CHANNELS, "{}").id();
    String subscriptions = CHANNELS + "/" + channel + "/subscriptions";
    String unknown = body("v2.telephony.providers.edges.trunks.*");
    assertThat(client.post(subscriptions, unknown).status()).isEqualTo(400);
    Reply rejected = client.post(subscriptions + "?ignoreErrors=true", unknown);
    assertThat(rejected.status()).isEqualTo(200);
    assertThat(client.get(subscriptions).body().path("entities")).isEmpty();
  }

  @Test
  void aClosingSocketSaysSoAndTheChannelStays() {
    Reply channel = subscribed(TOPIC + trunk);
    Listener heard = listen(channel);
    client.post("/__sim/channels/*/closing?noticeMs=20", "");
    await().until(() -> heard.closed);
    assertThat(heard.of("v2.system.socket_closing")).hasSize(1);
    Listener again = listen(channel);
    down();
    await().until(() -> again.of(TOPIC + trunk).size() == 1);
  }

  @Test
  void aFrozenConnectionStaysOpenAndIsSilent() {
    client.patch("/__sim/settings", "{\"notifications\":{\"heartbeatMs\":5}}");
    Listener heard = listen(subscribed(TOPIC + trunk));
    await().until(() -> heard.of("channel.metadata").size() > 2);
    client.post("/__sim/channels/*/freeze", "");
    int before = heard.messages.size();
    down();
    assertThat(client.get("/__sim/channels").body().at("/channels/0/connected").asBoolean())
        .isTrue();
    assertThat(heard.of(TOPIC + trunk)).isEmpty();
    assertThat(heard.messages.size()).isBetween(before, before + 1);
  }

  @Test
  void aChannelDiesWhenItsLifeIsOver() {
    client.patch("/__sim/settings", "{\"notifications\":{\"channelMs\":50}}");
    Reply channel = client.post(CHANNELS, "{}");
    await().until(() -> client.get(CHANNELS).body().path("entities").isEmpty());
    assertThatThrownBy(() -> listen(channel))
        .hasRootCauseMessage("Unexpected HTTP response status code 401");
  }

  @Test
  void aStormIsTheSameForTheSameSeedAndIsHeardToItsEnd() {
    Listener heard = listen(subscribed(TOPIC + trunk));
    Reply storm =
        client.post("/__sim/storm", "{\"seed\":3,\"trunks\":2,\"flaps\":5,\"overMs\":40}");
    assertThat(storm.body().path("changes").asInt()).isBetween(10, 12);
    await().until(() -> client.get("/__sim/trunk-script").text("/pending").equals("0"));
    Set<String> states = new HashSet<>();
    client
        .get("/__sim/events")
        .body()
        .path("events")
        .forEach(e -> states.add(e.path("topic").asText()));
    assertThat(states).hasSize(2);
    JsonNode truth = client.get(SimulatorClient.EDGES + "/trunks/" + trunk).body();
    await()
        .until(
            () -> {
              List<JsonNode> own = heard.of(TOPIC + trunk);
              return !own.isEmpty()
                  && own.get(own.size() - 1)
                      .at("/eventBody/connectedStatus")
                      .equals(truth.path("connectedStatus"));
            });
  }

  private void down() {
    client.patch(
        "/__sim/trunks/" + trunk,
        "{\"connected\":false,\"options\":false,\"error\":{\"text\":\"timeout\",\"code\":\"408\"}}");
  }

  private Reply subscribed(String... topics) {
    Reply channel = client.post(CHANNELS, "{}");
    Reply done = client.post(CHANNELS + "/" + channel.id() + "/subscriptions", body(topics));
    assertThat(done.status()).isEqualTo(200);
    return channel;
  }

  private static String[] topics(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> TOPIC + i).toArray(String[]::new);
  }

  private static String body(String... topics) {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (String topic : topics) {
      list.addObject().put("id", topic);
    }
    return list.toString();
  }

  private static Listener listen(Reply channel) {
    Listener listener = new Listener();
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create(channel.text("/connectUri")), listener)
        .join();
    await().until(() -> !listener.of("channel.metadata").isEmpty());
    return listener;
  }

  private static final class Listener implements WebSocket.Listener {
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private volatile boolean closed;

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(parsed(text.toString()));
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private static JsonNode parsed(String text) {
      try {
        return Json.MAPPER.readTree(text);
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed = true;
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed = true;
    }

    List<JsonNode> of(String topic) {
      return messages.stream()
          .filter(message -> topic.equals(message.path("topicName").asText()))
          .toList();
    }
  }
}
