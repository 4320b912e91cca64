package io.trunkline.command;

import io.trunkline.Trunkline;
import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One command as a person runs it: what it printed, and what it exited with. */
record CommandRun(int exitCode, String out, String err) {
  /** Runs a command over a simulated org named {@code test}. */
  static CommandRun onOrg(
      SimulatedOrgs orgs, Path data, Map<String, String> settings, String... arguments) {
    List<String> all = new ArrayList<>();
    all.add(arguments[0]);
    ProvisioningHarness.settings(orgs, data, settings)
        .forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        TrunklineCommand.execute(
            new PrintWriter(out), new PrintWriter(err), all.toArray(String[]::new));
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** A command in a process of its own, which a test may end. */
  static ProcessBuilder process(Path output, String... arguments) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), Trunkline.class.getName()));
    all.addAll(List.of(arguments));
    return new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(output.toFile());
  }
}
