package io.trunkline.command;

/** Ends a command with one clear message. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String fix;

  CommandException(int exitCode, String message, String fix) {
    super(message);
    this.exitCode = exitCode;
    this.fix = fix;
  }

  int exitCode() {
    return exitCode;
  }

  String fix() {
    return fix;
  }
}
