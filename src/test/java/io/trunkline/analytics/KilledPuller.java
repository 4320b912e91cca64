package io.trunkline.analytics;

import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The real service in a process of its own, which pulls by its timers until it is killed: {@code
 * SETTINGS-FILE}.
 */
public final class KilledPuller {
  private KilledPuller() {}

  /** Pulls until killed. */
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(Path.of(args[0]))) {
      properties.load(in);
    }
    Map<String, String> settings = new HashMap<>();
    properties.forEach((name, value) -> settings.put((String) name, (String) value));
    try (Service service = Service.start(Mode.SERVICE, settings)) {
      System.out.println("pulling at " + service.url());
      Thread.currentThread().join();
    }
  }
}
