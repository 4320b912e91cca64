package io.trunkline.event.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One row of the outbox.
 *
 * @param seq its place in the order
 * @param data JSON text
 */
record Entry(
    long seq, String id, String type, String source, String subject, Instant time, String data) {
  static final String COLUMNS = "seq, event_id, type, source, subject, time, data";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** From a row of a query that begins with {@link #COLUMNS}. */
  static Entry read(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getString(7));
  }

  /** What must stay in order: all of one subject. */
  String lane() {
    return source + '\n' + subject;
  }

  /** In the JSON format of CloudEvents 1.0, structured mode. */
  String cloudEvent() {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("type", type)
            .put("source", source)
            .put("subject", subject)
            .put("time", time.toString())
            .put("datacontenttype", "application/json");
    try {
      return event.<ObjectNode>set("data", JSON.readTree(data)).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("entry " + seq + " of the outbox is no JSON", e);
    }
  }
}
