package io.trunkline.alert;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Problem;
import io.trunkline.store.Store;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the rules, what fires, and what has fired. Thread-safe. */
public final class AlertAnswers {
  private final RuleFile file;
  private final AlertTables tables;

  /** With what it tells of. */
  public AlertAnswers(RuleFile file, Store store) {
    this.file = file;
    this.tables = new AlertTables(store);
  }

  /**
   * {@code GET /api/alerts}.
   *
   * @param before history older than this
   * @param limit most entries of the history
   */
  public ObjectNode alerts(Instant before, int limit) {
    RuleFile.Rules rules = file.rules();
    Collection<Alert> states = tables.states().values();
    Instant looked = tables.looked();
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("file", file.name())
            .put("looked", looked.equals(Instant.EPOCH) ? null : looked.toString());
    ArrayNode problems = json.putArray("problems");
    for (Problem problem : rules.problems()) {
      problems
          .addObject()
          .put("line", problem.line())
          .put("column", problem.column())
          .put("field", problem.field())
          .put("value", problem.value())
          .put("rule", problem.rule())
          .put("fix", problem.fix());
    }
    json.set("rules", rules(rules.rules(), states));
    ArrayNode active = json.putArray("active");
    for (Alert alert : states) {
      AlertState state = alert.state();
      key(active.addObject(), alert.key(), alert.name())
          .put("state", state.firing() ? "firing" : "pending")
          .put("since", state.firing() ? text(state.since()) : text(state.turning()))
          .put("clearing", state.firing() ? text(state.turning()) : null)
          .put("value", alert.value());
    }
    ArrayNode history = json.putArray("history");
    for (AlertTables.Past past : tables.history(before, limit)) {
      key(
              history.addObject().put("id", past.id()).put("at", past.at().toString()),
              past.key(),
              past.name())
          .put("severity", past.severity())
          .put("state", past.state())
          .put("value", past.value())
          .put("reason", past.reason());
    }
    return json;
  }

  private static ArrayNode rules(List<AlertRule> rules, Collection<Alert> states) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (AlertRule rule : rules) {
      List<Alert> own =
          states.stream().filter(alert -> alert.key().rule().equals(rule.name())).toList();
      long firing = own.stream().filter(alert -> alert.state().firing()).count();
      list.add(rule.json().put("firing", firing).put("pending", own.size() - firing));
    }
    return list;
  }

  private static ObjectNode key(ObjectNode json, Alert.Key key, String name) {
    return json.put("rule", key.rule())
        .put("org", key.org())
        .put("kind", key.kind())
        .put("id", key.subject())
        .put("name", name);
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  /**
   * {@code POST /api/alerts/check}: the rules of a text, as they would be read.
   *
   * @param name of the file, for messages
   * @throws RulesException when it cannot be used
   */
  public static ObjectNode check(String text, String name) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("rules");
    RulesReader.read(text, name).forEach(rule -> list.add(rule.json()));
    return json;
  }
}
