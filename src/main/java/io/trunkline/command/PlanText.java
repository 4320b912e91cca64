package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.ConnectionPlan;
import io.trunkline.connection.FieldChange;
import io.trunkline.connection.PlannedAction;
import io.trunkline.connection.PlannedStep;
import io.trunkline.connection.Refusal;
import io.trunkline.provisioning.PlannedOrg;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A plan for people: one line per object, its changed fields below it. */
final class PlanText {
  private static final int LONGEST_VALUE = 60;

  private final PrintWriter out;

  PlanText(PrintWriter out) {
    this.out = out;
  }

  void print(PlannedOrg planned) {
    out.println("Plan for " + OrgLine.of(planned.org()));
    planned.plan().connections().forEach(this::connection);
    out.println();
    out.println(summary(planned));
  }

  private static String summary(PlannedOrg planned) {
    long refused = planned.plan().connections().stream().filter(ConnectionPlan::refused).count();
    if (refused > 0) {
      return "Refused: "
          + count(refused, "connection")
          + " cannot be provisioned as written. Nothing was written.";
    }
    int writes = planned.plan().writes();
    return writes == 0
        ? "Nothing to change: the org is as the file says."
        : count(writes, "write") + " to make. Nothing was written yet; `provision` makes them.";
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void connection(ConnectionPlan connection) {
    out.println();
    out.println(connection.connection().name());
    connection.steps().forEach(this::step);
  }

  private void step(PlannedStep step) {
    String id = step.id() == null || step.id().equals(step.name()) ? "" : "  " + step.id();
    out.printf(
        "  %s %-9s  %-14s  %s%s%n",
        mark(step.action()), step.action().word(), step.step(), step.name(), id);
    Table fields = new Table("      ", "", "", "");
    for (FieldChange change : step.changes()) {
      fields.row("      ", field(change.path()), before(change), shown(change.after()));
    }
    fields.printRows(out);
    Refusal refusal = step.refusal();
    if (refusal != null) {
      out.println(
          "      " + refusal.field() + ": " + refusal.rule() + " (is: " + refusal.value() + ")");
      out.println("      " + refusal.fix());
    }
    step.notes().forEach(note -> out.println("      note: " + note));
  }

  private static String mark(PlannedAction action) {
    return switch (action) {
      case CREATE -> "+";
      case UPDATE -> "~";
      case UNCHANGED -> "=";
      case ADOPT -> "=";
      case REFUSE -> "!";
    };
  }

  /** A trunk property by its key: every one sits in the same wrapping. */
  private static String field(String path) {
    return path.startsWith("properties.") && path.endsWith(".value.instance")
        ? path.substring("properties.".length(), path.length() - ".value.instance".length())
        : path;
  }

  private static String before(FieldChange change) {
    return change.before() == null ? "" : shown(change.before()) + " ->";
  }

  private static String shown(@Nullable JsonNode value) {
    String text = value == null ? "" : plain(value);
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 3) + "...";
  }

  private static String plain(JsonNode value) {
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(PlanText::plain)
          .collect(Collectors.joining(", "));
    }
    if (value.isObject() && value.hasNonNull("name")) {
      return value.get("name").asText();
    }
    if (value.isObject() && value.hasNonNull("e164")) {
      return value.get("e164").asText();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
