package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The last requests, oldest first. */
final class RequestLog {
  static final int KEPT = 50_000;

  private final Deque<Line> lines = new ArrayDeque<>();
  private long sequence;
  private long dropped;

  /**
   * One finished request.
   *
   * @param seq number since start
   * @param time epoch milliseconds of arrival
   * @param client client id, empty when unknown
   * @param method HTTP method
   * @param path path
   * @param query raw query, or null
   * @param status HTTP status, 0 when the connection was dropped
   * @param millis from arrival to answer
   * @param effect {@code none}, {@code create}, {@code update} or {@code delete}
   * @param fault name of the fault that struck, or null
   */
  record Line(
      long seq,
      long time,
      String client,
      String method,
      String path,
      @Nullable String query,
      int status,
      long millis,
      String effect,
      @Nullable String fault) {}

  long nextSequence() {
    return ++sequence;
  }

  void add(Line line) {
    lines.addLast(line);
    if (lines.size() > KEPT) {
      lines.removeFirst();
      dropped++;
    }
  }

  void clear() {
    lines.clear();
    dropped = 0;
  }

  /** The requests after a sequence number. */
  ObjectNode json(long since) {
    ObjectNode json = Json.object();
    ArrayNode requests = json.putArray("requests");
    for (Line line : lines) {
      if (line.seq() <= since) {
        continue;
      }
      ObjectNode one = requests.addObject();
      one.put("seq", line.seq()).put("time", Json.date(line.time()));
      one.put("client", line.client()).put("method", line.method()).put("path", line.path());
      one.put("query", line.query() == null ? "" : line.query()).put("status", line.status());
      one.put("millis", line.millis()).put("effect", line.effect());
      if (line.fault() != null) {
        one.put("fault", line.fault());
      }
    }
    return json.put("dropped", dropped);
  }
}
