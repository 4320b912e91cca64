package io.trunkline.run;

/** Watches runs. Called on the threads that execute them: return quickly, never block. */
@FunctionalInterface
public interface RunListener {
  /** Something happened. */
  void happened(RunEvent event);
}
