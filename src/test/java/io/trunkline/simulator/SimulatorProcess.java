package io.trunkline.simulator;

import java.nio.file.Path;

/** A simulator in a process of its own, which tests can kill. */
final class SimulatorProcess {
  private SimulatorProcess() {}

  /** Starts on the state folder given, prints the port, and stays until it is killed. */
  public static void main(String[] args) throws SimulatorException, InterruptedException {
    Simulator simulator =
        Simulator.start(SimulatorOptions.inMemory().withStateFolder(Path.of(args[0])));
    System.out.println(simulator.port());
    Thread.currentThread().join();
  }
}
