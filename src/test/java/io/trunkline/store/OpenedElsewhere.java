package io.trunkline.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process that opens the store in a folder: exits with 3 and the message when refused. */
final class OpenedElsewhere {
  private OpenedElsewhere() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OpenedElsewhere.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  /** Opens the store in the folder given. */
  public static void main(String[] args) {
    try (Store store = Store.open(StoreSettings.embedded(Path.of(args[0])))) {
      System.out.println("opened, exclusive: " + store.isExclusive());
    } catch (StoreUnavailable e) {
      System.out.println(e.getMessage());
      System.exit(3);
    }
  }
}
