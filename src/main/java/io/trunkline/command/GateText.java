package io.trunkline.command;

import io.trunkline.gate.GateFinding;
import io.trunkline.gate.GateReport;
import java.io.PrintWriter;

/** What the gate found, for people: one line per SIP server, below it what to do. */
final class GateText {
  private final PrintWriter out;

  GateText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints a report.
   *
   * @param when names the moment, such as {@code before the first write}
   */
  void print(GateReport report, String when) {
    out.println();
    out.println("SIP servers " + when);
    for (GateReport.Connection connection : report.connections()) {
      for (GateFinding finding : connection.findings()) {
        out.printf(
            "  %-7s  %s: %-8s %s: %s%n",
            finding.level().token(),
            connection.name(),
            finding.method(),
            finding.target(),
            finding.text());
        if (!finding.fix().isEmpty()) {
          out.println("           " + finding.fix());
        }
      }
    }
    out.println(summary(report));
    out.flush();
  }

  private static String summary(GateReport report) {
    if (report.passed()) {
      return "The gate is passed.";
    }
    String failed =
        String.join(
            ", ",
            report.connections().stream()
                .filter(connection -> !connection.passed())
                .map(GateReport.Connection::name)
                .toList());
    return "The gate is not passed: " + failed + (report.refuses() ? "." : " (only a warning).");
  }
}
