package io.trunkline.command;

/** A person named a run that is not there. */
final class UnknownRun {
  private UnknownRun() {}

  static CommandException of(String id) {
    return new CommandException(
        ExitCode.BAD_INPUT,
        "there is no run " + id,
        "`trunkline runs` lists the runs of this data folder.");
  }
}
