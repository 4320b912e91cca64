package io.trunkline.command;

import io.trunkline.connection.Problem;
import io.trunkline.connection.SpecReader;
import io.trunkline.connection.SpecReading;
import io.trunkline.gate.Gate;
import io.trunkline.gate.GateMode;
import io.trunkline.gate.GateReport;
import io.trunkline.genesys.GenesysException;
import io.trunkline.provisioning.PlannedOrg;
import io.trunkline.provisioning.Provisioning;
import io.trunkline.service.Service;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What plan and provision have in common: the file, the org, and how to read both. */
final class PlanOptions {
  @Mixin SpecFile file = new SpecFile();

  @Option(
      names = "--org",
      description = "Org for connections that name none (default: the default org).")
  @Nullable String org;

  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = "--check",
      description = {
        "Ask the carriers' SIP servers too; a connection without one that will do is refused.",
        "The setting trunkline.gate = warn only warns."
      })
  boolean check;

  @Mixin ServiceOptions service = new ServiceOptions();

  private @Nullable String text;
  private @Nullable SpecReading reading;

  /** Reads and checks the file before anything is started; warnings go to {@code err}. */
  void read(PrintWriter err) {
    String read = file.read();
    SpecReading checked = SpecReader.read(read, file.name());
    for (Problem warning : checked.warnings()) {
      err.println("warning: " + warning);
    }
    err.flush();
    text = read;
    reading = checked;
  }

  /** The file's text as it was read. */
  String text() {
    return Objects.requireNonNull(text, "the file is read first");
  }

  /** What the gate says of a plan's connections now; null when nobody wants to know. */
  @Nullable GateReport gate(Service started, PlannedOrg planned) {
    Gate gate = started.bean(Gate.class);
    GateMode mode = gate.mode(check);
    return mode == GateMode.OFF ? null : gate.probe(planned.connections(), mode).join();
  }

  /** Plans the file that was read. */
  List<PlannedOrg> plan(Service started) throws GenesysException {
    SpecReading checked = reading;
    String read = text;
    if (checked == null || read == null) {
      throw new IllegalStateException("the file is read before it is planned");
    }
    return started.bean(Provisioning.class).plan(checked.spec(), read, org);
  }
}
