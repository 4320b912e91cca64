package io.trunkline;

import io.trunkline.command.TrunklineCommand;

/** Entry point of the {@code trunkline} command. */
public final class Trunkline {
  private Trunkline() {}

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.exit(TrunklineCommand.execute(args));
  }
}
