package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sets up the listening to an org through the service, and tells when it works. */
final class WatchSetup {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BEGINNING = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final ServiceClient client;
  private final PrintWriter out;

  WatchSetup(ServiceClient client, PrintWriter out) {
    this.client = client;
    this.out = out;
  }

  int run(@Nullable String given, boolean json) {
    String org = orgSoon(given);
    String path = path(org);
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

  /** Lets an org's channels go. */
  int remove(@Nullable String given) {
    String org = org(given);
    JsonNode state = client.post(path(org) + "/remove", "", Map.of());
    boolean removed = state.path("removed").asBoolean();
    out.println(
        removed
            ? "org "
                + org
                + ": listened to no more; its channels have no topics and end by themselves"
            : "org " + org + ": this service did not listen to it");
    out.println("To leave it out after the next start too, take it out of trunkline.watch.orgs.");
    out.println("The poll goes on; trunkline.watch.orgs = none ends it with the channels.");
    out.flush();
    return ExitCode.DONE;
  }

  /** What nobody can do by the API for the org: the type of that integration is not documented. */
  int tellByHand() {
    out.print(
        """
        Trunk events by AWS EventBridge instead of channels: Genesys Cloud's API cannot set this up.
        1. Here, in application.properties (restart after it):
             trunkline.hooks.eventbridge.scheme = bearer
             trunkline.hooks.eventbridge.secret = {{env:EVENTBRIDGE_TOKEN}}
             trunkline.hooks.eventbridge.org = NAME      (when several orgs are configured)
        2. In Genesys Cloud, Admin, Integrations: add "Amazon EventBridge Source"; give your AWS account
           and region, and the topic v2.telephony.providers.edges.trunks.{trunkId}; activate it.
        3. In AWS, EventBridge: associate the partner event source with an event bus; make a connection
           with the API key "Authorization: Bearer ..." (the token of 1), and an API destination
             POST https://YOUR-HOST/hooks/eventbridge     (here it is %s/hooks/eventbridge)
           behind a proxy that ends TLS; add a rule that sends every event of the bus to it.
        4. See whether it arrives: take a trunk out of service and look at
             %s/api/events    (unreadable ones: ?effect=unreadable)
        Both ways may run side by side: what both tell counts once for the state of a trunk.
        """
            .formatted(client.url(), client.url()));
    out.flush();
    return ExitCode.DONE;
  }

  private String org(@Nullable String given) {
    return given != null ? given : onlyOne(listened());
  }

  /** As {@link #org}, of a service that may have started just now. */
  private String orgSoon(@Nullable String given) {
    Instant end = Instant.now().plus(BEGINNING);
    List<String> orgs = listened();
    while ((given == null ? orgs.isEmpty() : !orgs.contains(given))
        && Instant.now().isBefore(end)) {
      pause();
      orgs = listened();
    }
    return given != null ? given : onlyOne(orgs);
  }

  private List<String> listened() {
    return client.get("/api/watches").path("watches").findValuesAsText("org");
  }

  private static String onlyOne(List<String> orgs) {
    if (orgs.size() != 1) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          orgs.isEmpty() ? "this service listens to no org" : "this service listens to " + orgs,
          "Name the org with --org.");
    }
    return orgs.get(0);
  }

  private static String path(String org) {
    return "/api/watches/" + URLEncoder.encode(org, StandardCharsets.UTF_8);
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
