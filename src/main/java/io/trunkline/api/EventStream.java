package io.trunkline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunEvent;
import io.trunkline.run.RunState;
import io.trunkline.run.StepKey;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run's events as server-sent events, each as soon as it happens, always on the
 * connection's event loop, which alone touches the fields.
 */
final class EventStream {
  private final HttpServerResponse response;
  private final Context loop;
  private final List<String> early = new ArrayList<>();
  private boolean begun;
  private boolean finished;

  EventStream(HttpServerResponse response, Context loop) {
    this.response = response;
    this.loop = loop;
  }

  /**
   * The whole run, so that a reader who comes late misses nothing; what happened since the stream
   * began to listen follows it.
   */
  void run(JsonNode run) {
    String text = text("run", run);
    loop.runOnContext(
        now -> {
          begun = true;
          write(text);
          early.forEach(this::write);
          early.clear();
        });
  }

  /**
   * Ends the stream, and tells the end of the run unless that was told.
   *
   * @param run as it ended; null when that is not known
   */
  void end(@Nullable Run run) {
    loop.runOnContext(
        now -> {
          if (!finished && run != null && run.state().ended()) {
            write(text("finished", finished(String.valueOf(run.finishedAt()), run.state())));
          }
          if (!response.ended() && !response.closed()) {
            var unused = response.end();
          }
        });
  }

  void happened(RunEvent event) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("at", event.at().toString());
    if (event instanceof RunEvent.RunWaiting waiting) {
      send("waiting", data.put("behind", waiting.behind()));
    } else if (event instanceof RunEvent.RunStarted started) {
      send("started", data.put("resumed", started.resumed()));
    } else if (event instanceof RunEvent.StepStarted step) {
      send("step-started", of(data, step.key()).put("attempt", step.attempt()));
    } else if (event instanceof RunEvent.StepFinished step) {
      send("step-finished", of(data, step.key()).set("outputs", step.outputs()));
    } else if (event instanceof RunEvent.StepSkipped step) {
      send("step-skipped", of(data, step.key()));
    } else if (event instanceof RunEvent.StepFailed step) {
      send("step-failed", of(data, step.key()).set("problem", step.problem()));
    } else if (event instanceof RunEvent.UndoStarted) {
      send("undo-started", data);
    } else if (event instanceof RunEvent.StepUndone step) {
      send("step-undone", of(data, step.key()));
    } else if (event instanceof RunEvent.StepLeft step) {
      send("step-left", of(data, step.key()).set("problem", step.problem()));
    } else if (event instanceof RunEvent.ConnectionFinished connection) {
      data.put("connection", connection.connection()).put("state", connection.state().text());
      send("connection-finished", data.set("problem", connection.problem()));
    } else if (event instanceof RunEvent.RunFinished end) {
      loop.runOnContext(now -> finished = true);
      send("finished", finished(end.at().toString(), end.state()));
    }
  }

  private static ObjectNode finished(String at, RunState state) {
    return JsonNodeFactory.instance.objectNode().put("at", at).put("state", state.text());
  }

  private static ObjectNode of(ObjectNode data, StepKey key) {
    return data.put("connection", key.connection()).put("step", key.step());
  }

  private void send(String event, JsonNode data) {
    String text = text(event, data);
    loop.runOnContext(
        now -> {
          if (begun) {
            write(text);
          } else {
            early.add(text);
          }
        });
  }

  private static String text(String event, JsonNode data) {
    return "event: " + event + "\ndata: " + data + "\n\n";
  }

  private void write(String text) {
    if (!response.ended() && !response.closed()) {
      var unused = response.write(text);
    }
  }
}
