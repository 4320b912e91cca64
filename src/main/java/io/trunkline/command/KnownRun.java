package io.trunkline.command;

import io.trunkline.run.Run;
import io.trunkline.run.RunStore;

/** Finds the run that a person named. */
final class KnownRun {
  private KnownRun() {}

  static Run of(RunStore store, String id) {
    return store
        .find(id)
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.BAD_INPUT,
                    "there is no run " + id,
                    "`trunkline runs` lists the runs of this data folder."));
  }
}
