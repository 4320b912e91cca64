package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an operator does with the sinks of trunk events; talks to the running service. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Shows where trunk events are handed on to, and tells sinks once more.")
final class EventsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static ServiceClient client(ServiceOptions options) {
    return options.client("hands events on");
  }

  /** Lists the sinks. */
  @Command(
      name = "sinks",
      mixinStandardHelpOptions = true,
      description = "Lists the sinks, how far behind they are, and what they refused.")
  int sinks(
      @Mixin ServiceOptions options,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    JsonNode answer = client(options).get("/api/sinks");
    if (json) {
      return done(answer.toPrettyString());
    }
    Table table = new Table("SINK", "BEHIND", "DEAD LETTERS", "LAST PROBLEM");
    answer
        .path("sinks")
        .forEach(
            sink ->
                table.row(
                    sink.path("name").asText(),
                    sink.path("behind").asText(),
                    sink.path("deadLetters").asText(),
                    sink.path("problem").asText("")));
    return print(table, "No sinks: no route begins with trunk-events.");
  }

  /** Lists what sinks refused. */
  @Command(
      name = "dead-letters",
      mixinStandardHelpOptions = true,
      description = "Lists the events that sinks refused.")
  int deadLetters(
      @Mixin ServiceOptions options,
      @Option(names = "--sink", description = "Only those of one sink.") @Nullable String sink,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    JsonNode answer = client(options).get("/api/dead-letters" + query("sink", sink));
    if (json) {
      return done(answer.toPrettyString());
    }
    Table table = new Table("LETTER", "SINK", "TRUNK", "TIME", "ATTEMPTS", "PROBLEM");
    answer
        .path("deadLetters")
        .forEach(
            letter ->
                table.row(
                    letter.path("id").asText(),
                    letter.path("sink").asText(),
                    letter.path("subject").asText(),
                    letter.path("time").asText(),
                    letter.path("attempts").asText(),
                    letter.path("problem").asText()));
    return print(table, "No dead letters.");
  }

  /** Replays dead letters, or a time. */
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Gives dead letters to their sinks once more; with --from, everything that was told",
        "to --sink since then."
      })
  int replay(
      @Mixin ServiceOptions options,
      @Option(names = "--sink", description = "Only this sink.") @Nullable String sink,
      @Option(names = "--id", description = "Only this dead letter.") @Nullable String id,
      @Option(names = "--from", description = "Beginning, in ISO 8601.") @Nullable String from,
      @Option(names = "--to", description = "End, in ISO 8601; now when left out.")
          @Nullable String to) {
    if (from == null) {
      return replayed(options, "/api/dead-letters/replay" + query("sink", sink, "id", id));
    }
    if (sink == null) {
      throw new CommandException(
          ExitCode.BAD_INPUT, "--from needs --sink", "Name the sink; `events sinks` lists them.");
    }
    return replayed(
        options, "/api/sinks/" + encoded(sink) + "/replay" + query("from", from, "to", to));
  }

  private int replayed(ServiceOptions options, String path) {
    return done("replayed: " + client(options).post(path, "", Map.of()).path("replayed").asInt());
  }

  /** Sends a test event. */
  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Sends an event of type io.trunkline.test to every sink.")
  int test(@Mixin ServiceOptions options) {
    return done(
        "sent: " + client(options).post("/api/sinks/test", "", Map.of()).path("id").asText());
  }

  /** Sees that an org is listened to, and that what it tells reaches the sinks. */
  @Command(
      name = "setup",
      mixinStandardHelpOptions = true,
      description = {
        "Waits until the running service listens to an org's notification channels, shows how",
        "that goes, and sends a test event through the intake to every sink. With --remove it",
        "listens no more; with --eventbridge it tells what is to be done by hand for the other way."
      })
  int setup(
      @Mixin ServiceOptions options,
      @Option(names = "--org", description = "Name of the org (default: the only one listened to).")
          @Nullable String org,
      @Option(names = "--remove", description = "Let the channels go.") boolean remove,
      @Option(names = "--eventbridge", description = "Tell how EventBridge is set up by hand.")
          boolean eventBridge,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    WatchSetup setup = new WatchSetup(client(options), spec.commandLine().getOut());
    if (eventBridge) {
      return setup.tellByHand();
    }
    return remove ? setup.remove(org) : setup.run(org, json);
  }

  private int print(Table table, String empty) {
    PrintWriter out = spec.commandLine().getOut();
    if (table.isEmpty()) {
      out.println(empty);
    } else {
      table.print(out);
    }
    out.flush();
    return ExitCode.DONE;
  }

  private int done(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
    return ExitCode.DONE;
  }

  private static String query(@Nullable String... pairs) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      String value = pairs[i + 1];
      if (value != null) {
        parts.add(pairs[i] + "=" + encoded(value));
      }
    }
    return parts.isEmpty() ? "" : "?" + String.join("&", parts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
