package io.trunkline.command;

import io.trunkline.service.Home;
import io.trunkline.sip.Binding;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.FileBindingJournal;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.Outcome;
import io.trunkline.sip.SipChecker;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.VerdictJson;
import io.trunkline.sip.history.CheckPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks a SIP peer and says what it answered; starts without Camel. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Asks a SIP peer with OPTIONS or REGISTER and judges its answer.",
    footer = {
      "",
      "Exit codes: 0 ok, 1 the peer answered and refused, 2 bad input, 3 not reached",
      "(dns, silence, unreachable, tls, no SIP), 4 unknown: the question could not be put."
    })
final class CheckCommand implements Callable<Integer> {
  private static final int NOT_REACHED = 3;
  private static final int UNKNOWN = 4;

  @Mixin private CheckOptions options = new CheckOptions();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Check so many times and add statistics.")
  private int count = 1;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "Pause between checks (default: ${DEFAULT-VALUE}).")
  private double intervalSeconds = 1;

  @Option(names = "--json", description = "Print each verdict as a line of JSON.")
  private boolean json;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder, where bindings are noted (default: the setting trunkline.data).")
  private @Nullable Path data;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (count < 1) {
      throw new CommandException(
          ExitCode.BAD_INPUT,
          "--count \"" + count + "\": must be 1 or more",
          "See: trunkline check --help");
    }
    try {
      CheckRequest request = options.request();
      FileBindingJournal journal =
          new FileBindingJournal(
              (data == null ? Home.data() : data).resolve(Home.BINDINGS), Clock.systemUTC());
      try (SipChecker checker = new SipChecker(options.checkerOptions(), journal)) {
        if (request.bindSeconds() > 0) {
          removeLeftovers(checker, journal, request);
        }
        return run(checker, request);
      }
    } catch (InvalidCheckException e) {
      throw new CommandException(
          ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), "See: trunkline check --help");
    }
  }

  private int run(SipChecker checker, CheckRequest request) {
    CheckReport report = new CheckReport(spec.commandLine().getOut());
    List<CheckPoint> points = new ArrayList<>();
    if (!json) {
      report.title(request);
    }
    int worst = 0;
    for (int i = 1; i <= count; i++) {
      if (i > 1) {
        pause();
      }
      Verdict verdict = checker.check(request).join();
      points.add(CheckPoint.of(verdict));
      worst = Math.max(worst, exitCode(verdict));
      show(report, i, verdict);
    }
    if (count > 1 && !json) {
      report.statistics(points);
    }
    return worst;
  }

  private void show(CheckReport report, int number, Verdict verdict) {
    if (json) {
      spec.commandLine().getOut().println(VerdictJson.write(verdict));
      spec.commandLine().getOut().flush();
    } else if (count > 1) {
      report.brief(number, verdict);
    } else {
      report.full(verdict);
    }
  }

  private void pause() {
    CompletableFuture.runAsync(
            () -> {},
            CompletableFuture.delayedExecutor(
                Math.round(intervalSeconds * 1000), TimeUnit.MILLISECONDS))
        .join();
  }

  private static int exitCode(Verdict verdict) {
    if (verdict.outcome() == Outcome.OK) {
      return ExitCode.DONE;
    }
    if (verdict.outcome() == Outcome.UNKNOWN) {
      return UNKNOWN;
    }
    return verdict.reachable() ? ExitCode.FAILED : NOT_REACHED;
  }

  /** Takes away what an interrupted check of this target left, with the credentials given now. */
  private void removeLeftovers(
      SipChecker checker, FileBindingJournal journal, CheckRequest request) {
    for (Binding binding : journal.open()) {
      if (binding.target().equals(request.target().uri())) {
        Verdict removal =
            checker.remove(binding, request.binding(0).with(CheckTiming.DEFAULT)).join();
        String how = removal.outcome() == Outcome.OK ? "removed" : removal.text();
        spec.commandLine()
            .getErr()
            .println("left by an earlier check: " + binding.contact() + ": " + how);
      }
    }
    spec.commandLine().getErr().flush();
  }
}
