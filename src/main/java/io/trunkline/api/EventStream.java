package io.trunkline.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.run.RunEvent;
import io.trunkline.run.StepKey;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes a run's events as server-sent events, each as soon as it happens, always on the
 * connection's event loop.
 */
final class EventStream {
  private final HttpServerResponse response;
  private final Context loop;

  EventStream(HttpServerResponse response, Context loop) {
    this.response = response;
    this.loop = loop;
  }

  /** The whole run, so that a reader who comes late misses nothing. */
  void run(JsonNode run) {
    send("run", run);
  }

  void end() {
    loop.runOnContext(now -> endOnLoop());
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
    } else if (event instanceof RunEvent.RunFinished finished) {
      send("finished", data.put("state", finished.state().text()));
      end();
    }
  }

  private static ObjectNode of(ObjectNode data, StepKey key) {
    return data.put("connection", key.connection()).put("step", key.step());
  }

  private void send(String event, JsonNode data) {
    String text = "event: " + event + "\ndata: " + data + "\n\n";
    loop.runOnContext(
        now -> {
          if (!response.ended() && !response.closed()) {
            var unused = response.write(text);
          }
        });
  }

  private void endOnLoop() {
    if (!response.ended() && !response.closed()) {
      var unused = response.end();
    }
  }
}
