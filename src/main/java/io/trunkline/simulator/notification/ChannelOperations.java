package io.trunkline.simulator.notification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.ErrorBody;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The calls on channels and their subscriptions (5.1). */
public final class ChannelOperations {
  private static final String PATH = "/api/v2/notifications/channels";
  private static final String SUBSCRIPTIONS = PATH + "/{channelId}/subscriptions";
  private static final int MOST_TOPICS = 1000;

  private final Channels channels;
  private final Topics topics = new Topics();

  /** With the channels that they change. */
  public ChannelOperations(Channels channels) {
    this.channels = channels;
  }

  /** All of them. */
  public List<Operation> operations() {
    return List.of(
        Operation.of("POST", PATH, "Channel", this::create)
            .does("Make a channel; the 21st drops the oldest that nobody listens to", "5.1, 5.2")
            .under("notifications.channelMs"),
        Operation.of("GET", PATH, "ChannelEntityListing", this::list)
            .does("List the caller's channels", "5.1")
            .with("includechannels"),
        Operation.of("HEAD", PATH + "/{channelId}", "", this::head)
            .does("Whether a channel lives", "5.1"),
        Operation.of("GET", SUBSCRIPTIONS, "ChannelTopicEntityListing", this::subscriptions)
            .does("List a channel's topics", "5.1"),
        Operation.of("POST", SUBSCRIPTIONS, "ChannelTopicEntityListing", call -> put(call, true))
            .does("Add topics, 1,000 at most; prolongs the channel", "5.1, 5.2")
            .with("ignoreErrors")
            .under("notifications.channelMs")
            .takes("ChannelTopic[]"),
        Operation.of("PUT", SUBSCRIPTIONS, "ChannelTopicEntityListing", call -> put(call, false))
            .does("Replace all topics; prolongs the channel", "5.1, 5.2")
            .with("ignoreErrors")
            .under("notifications.channelMs")
            .takes("ChannelTopic[]"),
        Operation.of("DELETE", SUBSCRIPTIONS, "", this::remove).does("Remove all topics", "5.1"));
  }

  private Answer create(Call call) {
    return Answer.ok(channels.create(call.org(), call.clientId()).json(call.authority()));
  }

  private Answer list(Call call) {
    ObjectNode listing = Json.object();
    ArrayNode entities = listing.putArray("entities");
    channels
        .of(call.org(), call.clientId())
        .forEach(channel -> entities.add(channel.json(call.authority())));
    return Answer.ok(listing);
  }

  private Answer head(Call call) {
    channel(call);
    return Answer.empty();
  }

  private Answer subscriptions(Call call) {
    return listing(call, List.copyOf(channel(call).topics()), Set.of());
  }

  private Answer put(Call call, boolean adds) {
    Channel channel = channel(call);
    boolean ignoreErrors = Boolean.TRUE.equals(call.flag("ignoreErrors"));
    List<String> asked = asked(call);
    Set<String> rejected = new LinkedHashSet<>();
    for (String topic : asked) {
      Refusal refusal = topics.refusal(call, topic);
      if (refusal != null && !ignoreErrors) {
        throw refusal;
      }
      if (refusal != null) {
        rejected.add(topic);
      }
    }
    Set<String> next = new LinkedHashSet<>(adds ? channel.topics() : Set.of());
    asked.stream().filter(topic -> !rejected.contains(topic)).forEach(next::add);
    if (next.size() > MOST_TOPICS) {
      throw new Refusal(
          ErrorBody.of(
              400,
              "notifications.subscription.limit",
              "A channel takes " + MOST_TOPICS + " topics; these would be " + next.size() + "."));
    }
    channel.replaceTopics(next);
    channel.prolong();
    return listing(call, adds ? List.copyOf(next) : asked, rejected);
  }

  private Answer remove(Call call) {
    channel(call).replaceTopics(List.of());
    return Answer.empty();
  }

  private Channel channel(Call call) {
    Channel channel = channels.find(call.variable("channelId"));
    if (channel == null
        || channel.org() != call.org()
        || !channel.clientId().equals(call.clientId())) {
      throw Refusal.notFound();
    }
    return channel;
  }

  private static List<String> asked(Call call) {
    if (!(call.body() instanceof ArrayNode list)) {
      throw new Refusal(
          ErrorBody.of(400, "bad.request", "The request body must be an array of topics."));
    }
    List<String> asked = new ArrayList<>();
    for (JsonNode topic : list) {
      if (!topic.path("id").isTextual()) {
        throw Refusal.invalid("id", "Each topic needs an id.");
      }
      asked.add(topic.path("id").asText());
    }
    return asked;
  }

  private static Answer listing(Call call, List<String> shown, Set<String> rejected) {
    ObjectNode listing = Json.object();
    ArrayNode entities = listing.putArray("entities");
    String uri = PATH + "/" + call.variable("channelId") + "/subscriptions";
    for (String topic : shown) {
      ObjectNode entity = entities.addObject().put("id", topic);
      boolean refused = rejected.contains(topic);
      entity.put("state", refused ? "Rejected" : "Permitted");
      if (refused) {
        entity.put("rejectionReason", "The topic is not known or not permitted.");
      }
      entity.put("selfUri", uri);
    }
    return Answer.ok(listing);
  }
}
