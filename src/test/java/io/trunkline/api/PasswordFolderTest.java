package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.connection.Connection;
import io.trunkline.connection.SpecReader;
import io.trunkline.provisioning.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may use the API cannot make the service read any file that it may. */
class PasswordFolderTest {
  @TempDir private Path home;
  private Path folder;

  @BeforeEach
  void make() throws Exception {
    folder = Files.createDirectories(home.resolve("secrets"));
  }

  private void check(Path file) {
    String spec =
        Specs.one("acme")
            + "      credentials: {realm: r, userName: acme, passwordFile: "
            + file
            + "}\n";
    List<Connection> connections = SpecReader.read(spec, "body").spec().connections();
    new PasswordFolder(folder).check(connections);
  }

  @Test
  void aFileInTheFolderPassesWhetherItIsThereOrNot() throws Exception {
    check(Files.writeString(folder.resolve("acme"), "secret"));
    check(folder.resolve("missing"));
  }

  @Test
  void filesElsewhereAreRefusedHoweverTheyAreNamed() throws Exception {
    Path outside = Files.writeString(home.resolve("key"), "secret");
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);

    for (Path file : List.of(outside, folder.resolve("../key"), link, home.resolve("nothing"))) {
      assertThatThrownBy(() -> check(file))
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.status()).isEqualTo(400);
                assertThat(e.field()).isEqualTo("trunk.credentials.passwordFile");
                assertThat(e).hasMessageContaining(folder.toString());
              });
    }
  }
}
