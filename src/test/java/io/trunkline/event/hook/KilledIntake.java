package io.trunkline.event.hook;

import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.util.Map;

/** The real service in a process of its own, until it is killed: {@code HOME DATA PORT}. */
public final class KilledIntake {
  private KilledIntake() {}

  /** Serves. */
  public static void main(String[] args) throws InterruptedException {
    System.setProperty("trunkline.home", Path.of(args[0]).toString());
    Service.start(
        Mode.SERVICE,
        Map.of(
            "trunkline.data",
            args[1],
            "trunkline.server.port",
            args[2],
            "trunkline.simulator",
            "on",
            "trunkline.hooks.ops.scheme",
            "bearer",
            "trunkline.hooks.ops.secret",
            KilledHooksTest.TOKEN));
    Thread.currentThread().join();
  }
}
