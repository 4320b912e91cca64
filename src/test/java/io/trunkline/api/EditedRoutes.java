package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.SimulatedOrgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A service in a folder of its own, whose route files a test edits while it runs. */
final class EditedRoutes implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  final ApiService api;
  private final Path home;
  private final int originals;

  EditedRoutes(Path home) {
    this(home, Map.of(), orgs -> {});
  }

  /**
   * A service with further settings that finds the org as a test wants it.
   *
   * @param prepare what is done with the org before the service starts
   */
  EditedRoutes(Path home, Map<String, String> more, Consumer<SimulatedOrgs> prepare) {
    this.home = home;
    copy("application.properties");
    originals = copyFolder("routes") + copyFolder("kamelets");
    String before = System.getProperty("trunkline.home");
    System.setProperty("trunkline.home", home.toString());
    try {
      Map<String, String> settings = new HashMap<>(more);
      settings.put("trunkline.reload.interval", "40ms");
      api = new ApiService(home.resolve("data"), settings, prepare);
    } finally {
      if (before == null) {
        System.clearProperty("trunkline.home");
      } else {
        System.setProperty("trunkline.home", before);
      }
    }
  }

  private int copyFolder(String folder) {
    try (Stream<Path> entries = Files.list(Path.of(folder))) {
      Files.createDirectories(home.resolve(folder));
      List<Path> files = entries.toList();
      files.forEach(file -> copy(file.toString()));
      return files.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(String file) {
    try {
      Files.copy(Path.of(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String file) {
    try {
      return Files.readString(home.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As an editor saves: what was there is gone first. */
  void save(String file, String text) {
    try {
      Files.writeString(home.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String file) {
    try {
      Files.delete(home.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Undoes every edit, and waits until the service has seen it. */
  void restore() {
    try (Stream<Path> routes = Files.list(home.resolve("routes"));
        Stream<Path> kamelets = Files.list(home.resolve("kamelets"))) {
      for (Path file : Stream.concat(routes, kamelets).toList()) {
        Path original = home.relativize(file);
        if (Files.exists(original)) {
          Files.copy(original, file, StandardCopyOption.REPLACE_EXISTING);
        } else {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Awaitility.await()
        .atMost(LONGEST)
        .until(() -> problems().isEmpty() && files().size() == originals);
  }

  JsonNode status() {
    return json(api.get("/api/routes"));
  }

  JsonNode problems() {
    return status().path("problems");
  }

  List<String> files() {
    return status().path("files").findValuesAsText("file");
  }

  /** The one problem that the service tells once it has seen an edit. */
  JsonNode refused() {
    return Awaitility.await()
        .atMost(LONGEST)
        .until(this::problems, problems -> !problems.isEmpty())
        .get(0);
  }

  /** Waits until a path answers with this body. */
  void answers(String path, String body) {
    Awaitility.await()
        .atMost(LONGEST)
        .untilAsserted(
            () -> assertThat(api.get(path).body()).as(status().toString()).isEqualTo(body));
  }

  /** Waits until nothing is served at a path. */
  void unserved(String path) {
    Awaitility.await().atMost(LONGEST).until(() -> api.get(path).statusCode() == 404);
  }

  @Override
  public void close() {
    api.close();
  }
}
