package io.trunkline.service;

import java.nio.file.Path;

/** The folder that holds application.properties, routes/ and kamelets/. */
public final class Home {
  private Home() {}

  /** The launcher's folder, or the working directory. */
  public static Path folder() {
    return Path.of(System.getProperty("trunkline.home", "")).toAbsolutePath();
  }
}
