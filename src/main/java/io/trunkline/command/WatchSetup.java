package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sets up the listening to an org through the service, and tells when it works. */
final class WatchSetup {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final ServiceClient client;
  private final PrintWriter out;

  WatchSetup(ServiceClient client, PrintWriter out) {
    this.client = client;
    this.out = out;
  }

  int run(String org, boolean json) {
    String path = "/api/watches/" + URLEncoder.encode(org, StandardCharsets.UTF_8);
    JsonNode begun = client.post(path + "/setup", "", Map.of());
    if (begun.path("watch").isNull()) {
      throw new CommandException(
          ExitCode.FAILED,
          "this service does not listen to org " + org,
          "Name it in trunkline.watch.orgs; of several services on one database one listens.");
    }
    JsonNode state = await(path + "?test=" + begun.path("test").asText());
    if (json) {
      out.println(state.toPrettyString());
      out.flush();
    } else {
      print(begun.path("topic"), state);
    }
    return works(state) ? ExitCode.DONE : ExitCode.FAILED;
  }

  private JsonNode await(String path) {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode state = client.get(path);
    while (!works(state) && Instant.now().isBefore(end)) {
      pause();
      state = client.get(path);
    }
    return state;
  }

  // Nobody tells a client of HTTP that something changed: it has to ask again.
  private static void pause() {
    try {
      boolean unused = new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted", "The service goes on by itself.");
    }
  }

  private static boolean works(JsonNode state) {
    boolean arrived = state.at("/test/accepted").asBoolean();
    for (JsonNode sink : state.at("/test/sinks")) {
      arrived &= sink.path("arrived").asBoolean();
    }
    return arrived && state.at("/watch/hears").asBoolean();
  }

  private void print(JsonNode topic, JsonNode state) {
    JsonNode watch = state.path("watch");
    out.println("org: " + state.path("org").asText());
    out.println("topic: " + topic.path("id").asText("not offered by the org"));
    out.println("trunks: " + watch.path("trunks").asText());
    out.println("listening: " + (watch.path("hears").asBoolean() ? "yes" : "not yet"));
    if (watch.path("problem").isTextual()) {
      out.println("last problem: " + watch.path("problem").asText());
    }
    Table channels = new Table("CHANNEL", "TOPICS", "PHASE", "HEARD", "LAST EVENT", "EXPIRES");
    for (JsonNode channel : watch.path("channels")) {
      channels.row(
          channel.path("id").asText(""),
          channel.path("subscribed").asText(),
          channel.path("phase").asText(),
          channel.path("heardAt").asText(""),
          channel.path("eventAt").asText("").replace("null", "-"),
          channel.path("expires").asText(""));
    }
    if (!channels.isEmpty()) {
      channels.print(out);
    }
    JsonNode test = state.path("test");
    out.println("test event: " + (test.path("accepted").asBoolean() ? "accepted" : "not accepted"));
    for (JsonNode sink : test.path("sinks")) {
      String end =
          sink.path("arrived").asBoolean()
              ? "arrived"
              : sink.path("refused").asBoolean() ? "refused" : "under way";
      out.println("  sink " + sink.path("name").asText() + ": " + end);
    }
    out.flush();
  }
}
