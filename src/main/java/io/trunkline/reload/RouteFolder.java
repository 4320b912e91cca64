package io.trunkline.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folders that hold what the service does: {@code routes/} and {@code kamelets/}. */
final class RouteFolder {
  private final Path home;

  /** With the folder that holds them. */
  RouteFolder(Path home) {
    this.home = home;
  }

  /**
   * All files by name, as they are now.
   *
   * @throws IOException when one cannot be read, or went away meanwhile
   */
  Map<String, RouteFile> read() throws IOException {
    Map<String, RouteFile> files = new TreeMap<>();
    read("routes", ".camel.yaml", files);
    read("kamelets", ".kamelet.yaml", files);
    return files;
  }

  private void read(String folder, String ending, Map<String, RouteFile> files) throws IOException {
    Path path = home.resolve(folder);
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> entries = Files.list(path)) {
      for (Path file : (Iterable<Path>) entries::iterator) {
        String name = file.getFileName().toString();
        if (name.endsWith(ending) && !name.startsWith(".")) {
          String full = folder + "/" + name;
          files.put(full, new RouteFile(full, "file:" + file, Files.readString(file)));
        }
      }
    }
  }
}
