package io.trunkline;

/** Entry point of the {@code trunkline} command. */
public final class Trunkline {
  private Trunkline() {}

  /**
   * Runs one command.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    System.out.println("trunkline " + String.join(" ", args));
  }
}
