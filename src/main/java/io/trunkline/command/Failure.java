package io.trunkline.command;

import io.trunkline.analytics.InvalidQuery;
import io.trunkline.connection.Problem;
import io.trunkline.connection.SpecException;
import io.trunkline.genesys.GenesysException;
import io.trunkline.genesys.OrgSettingsException;
import io.trunkline.genesys.UnauthorizedException;
import io.trunkline.provisioning.SecretMissingException;
import io.trunkline.run.RunRefused;
import io.trunkline.service.StartException;
import io.trunkline.simulator.SimulatorException;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.store.StoreUnavailable;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.apache.camel.FailedToCreateRouteException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into a line or two that say what and what to do; never a stack trace. */
final class Failure implements IExecutionExceptionHandler {
  /** How Camel begins to tell of a file that is no YAML. */
  private static final String UNREAD = "Error pre-parsing resource: file:";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    PrintWriter err = commandLine.getErr();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      int exitCode = known(cause, err);
      if (exitCode >= 0) {
        return exitCode;
      }
    }
    String wrong = wrongRoute(failure);
    if (wrong != null) {
      return say(
          err,
          wrong,
          "Correct the file in routes/, or take it out; docs/route-editing.md tells more.",
          ExitCode.BAD_INPUT);
    }
    say(
        err,
        failure.toString(),
        "This is a fault of Trunkline; set TRUNKLINE_LOG=debug and report what it prints.");
    org.slf4j.LoggerFactory.getLogger(Failure.class).debug("unexpected failure", failure);
    return ExitCode.FAILED;
  }

  /** What is wrong with the route that stopped a start; null when none did. */
  private static @Nullable String wrongRoute(Throwable failure) {
    String where = null;
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      last = cause.getMessage() == null ? last : cause;
      if (cause instanceof FailedToCreateRouteException e) {
        where = "route " + e.getRouteId();
      } else if (where == null && String.valueOf(cause.getMessage()).startsWith(UNREAD)) {
        where = String.valueOf(cause.getMessage()).substring(UNREAD.length());
      }
    }
    String reason = String.valueOf(last.getMessage()).lines().collect(Collectors.joining(" "));
    return where == null ? null : where + " cannot be used: " + reason.strip();
  }

  private static int known(Throwable cause, PrintWriter err) {
    if (cause instanceof CommandException e) {
      return say(err, e.getMessage(), e.fix(), e.exitCode());
    }
    if (cause instanceof SpecException e) {
      e.problems().stream().map(Problem::toString).forEach(err::println);
      return ExitCode.BAD_INPUT;
    }
    if (cause instanceof StoreUnavailable) {
      err.println("trunkline: " + cause.getMessage());
      err.flush();
      return ExitCode.FAILED;
    }
    if (cause instanceof RunRefused) {
      return say(
          err, cause.getMessage(), "`trunkline runs` shows each run's state.", ExitCode.REFUSED);
    }
    if (cause instanceof StartException e) {
      return say(err, e.getMessage(), e.fix(), ExitCode.FAILED);
    }
    if (cause instanceof OrgSettingsException e) {
      return say(err, e.getMessage(), e.fix(), ExitCode.BAD_INPUT);
    }
    if (cause instanceof InvalidQuery e) {
      return say(
          err, e.field() + " = " + e.value() + ": " + e.getMessage(), e.fix(), ExitCode.BAD_INPUT);
    }
    if (cause instanceof InvalidCheckException e) {
      return say(
          err, e.getMessage(), "Correct it; docs/sip-checks.md tells more.", ExitCode.BAD_INPUT);
    }
    if (cause instanceof SimulatorException e) {
      err.println("trunkline: " + e.getMessage());
      err.flush();
      boolean wrongInput = e.reason() == SimulatorException.Reason.INPUT_NOT_USABLE;
      return wrongInput ? ExitCode.BAD_INPUT : ExitCode.FAILED;
    }
    if (cause instanceof SecretMissingException e) {
      return say(err, e.getMessage(), e.fix(), ExitCode.BAD_INPUT);
    }
    if (cause instanceof UnauthorizedException e) {
      return say(err, e.getMessage(), e.fix(), ExitCode.REFUSED);
    }
    if (cause instanceof GenesysException e) {
      return say(err, e.getMessage(), e.fix(), ExitCode.FAILED);
    }
    return -1;
  }

  private static int say(PrintWriter err, @Nullable String what, String fix, int exitCode) {
    say(err, what, fix);
    return exitCode;
  }

  private static void say(PrintWriter err, @Nullable String what, String fix) {
    err.println("trunkline: " + what);
    err.println("  " + fix);
    err.flush();
  }

  static int badUsage(ParameterException failure, String[] args) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    err.println("trunkline: " + failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, err)) {
      err.println("  See: " + commandLine.getCommandSpec().qualifiedName() + " --help");
    }
    err.flush();
    return ExitCode.BAD_INPUT;
  }
}
