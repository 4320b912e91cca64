package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.store.StoreSettings.Pages;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening a store works, or says in one line why not and what to do. */
class StoreOpensTest {
  private static final String CALL =
      """
      insert into api_call (run_id, org, method, path, status, millis, at)
        values ('r', 'o', 'GET', '/p', 200, 1, current_timestamp)""";

  @Test
  void whatWasCommittedIsThereAfterReopening(@TempDir Path folder) {
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      store.commits().commit(jdbc -> jdbc.sql(CALL).update());
    }
    try (Store store = Store.open(StoreSettings.embedded(folder))) {
      List<String> paths =
          store.read(jdbc -> jdbc.sql("select path from api_call").query(String.class).list());
      assertThat(paths).containsExactly("/p");
    }
  }

  @Test
  void aCommandAndTheServiceReadEachOthersPages(@TempDir Path folder) {
    String calls =
        """
        insert into api_call (run_id, org, method, path, status, millis, at)
          select ?, 'o', 'GET', repeat('p', 1000), 200, 1, current_timestamp from system_range(1, ?)""";
    int written = 0;
    for (Pages pages : List.of(Pages.LARGE, Pages.SMALL, Pages.LARGE, Pages.SMALL)) {
      try (Store store = Store.open(StoreSettings.embedded(folder).with(pages))) {
        assertThat(calls(store)).isEqualTo(written);
        store
            .commits()
            .commit(jdbc -> jdbc.sql("delete from api_call where mod(id, 7) = 0").update());
        store.commits().commit(jdbc -> jdbc.sql(calls).params("r", 200).update());
        written = calls(store);
        assertThat(written).isGreaterThan(200 - 1);
      }
    }
  }

  private static int calls(Store store) {
    return store
        .read(
            jdbc ->
                jdbc.sql("select path from api_call where run_id = 'r'").query(String.class).list())
        .size();
  }

  @Test
  void aSecondOpenerIsToldThatTheFolderIsInUse(@TempDir Path folder) throws Exception {
    try (Store first = Store.open(StoreSettings.embedded(folder))) {
      assertThat(first.isExclusive()).isTrue();
      Process second = OpenedElsewhere.start(folder);
      String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(second.waitFor()).isEqualTo(3);
      assertThat(said)
          .contains("is in use by another process; stop it, talk to it over HTTP")
          .contains(folder.toString());
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");

    assertThatThrownBy(() -> Store.open(StoreSettings.embedded(file)))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("name a folder that this user may write");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamedWithoutItsPassword(@TempDir Path folder) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    String url = "jdbc:postgresql://localhost:" + port + "/runs?password=hidden-1";
    StoreSettings settings =
        new StoreSettings(folder, url, "user", "hidden-2", Duration.ofMillis(300));

    assertThatThrownBy(() -> Store.open(settings))
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageStartingWith("jdbc:postgresql://localhost:" + port + "/runs does not answer")
        .hasMessageNotContainingAny("hidden-1", "hidden-2");
    assertThat(settings).asString().doesNotContain("hidden");
  }

  @Test
  void otherDatabasesAreRefused(@TempDir Path folder) {
    assertThatThrownBy(
            () -> new StoreSettings(folder, "jdbc:mysql://x/y", "", "", Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void theSchemaVersionsAreThoseOfTheMigrations() throws Exception {
    assertThat(Schema.versions("db/migration"))
        .containsExactlyInAnyOrderElementsOf(versions("/db/migration"));
    assertThat(Schema.versions("db/embedded"))
        .containsExactlyInAnyOrderElementsOf(versions("/db/embedded"));
    assertThat(Schema.versions("db/postgresql"))
        .containsExactlyInAnyOrderElementsOf(versions("/db/postgresql"));
  }

  private static List<String> versions(String folder) throws Exception {
    Path migrations = Path.of(Objects.requireNonNull(Store.class.getResource(folder)).toURI());
    try (var files = Files.list(migrations)) {
      return files
          .map(file -> file.getFileName().toString().replaceAll("^V([\\d.]+)__.*$", "$1"))
          .toList();
    }
  }
}
