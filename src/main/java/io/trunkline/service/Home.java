package io.trunkline.service;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** The folder that holds application.properties, routes/ and kamelets/. */
public final class Home {
  private Home() {}

  /** Where the bindings of SIP checks are noted, in the data folder. */
  public static final String BINDINGS = "sip-bindings.jsonl";

  /** The launcher's folder, or the working directory. */
  public static Path folder() {
    return Path.of(System.getProperty("trunkline.home", "")).toAbsolutePath();
  }

  /**
   * The data folder as the service finds it, for commands that start without Camel: the variable
   * TRUNKLINE_DATA, else trunkline.data of application.properties.
   *
   * @throws StartException when application.properties cannot be read
   */
  public static Path data() {
    String variable = System.getenv("TRUNKLINE_DATA");
    return folder().resolve(variable == null || variable.isBlank() ? setting() : variable);
  }

  private static String setting() {
    Path file = folder().resolve("application.properties");
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      settings.load(in);
    } catch (IOException e) {
      throw new StartException(
          "there is no readable application.properties in " + folder(),
          "Start Trunkline with its launcher, or name the data folder with --data.");
    }
    return settings.getProperty("trunkline.data", "data").trim();
  }
}
