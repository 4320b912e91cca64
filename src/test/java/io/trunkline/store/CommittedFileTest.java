package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A killed process leaves the embedded database's file as it lies: what was committed is in it,
 * also once the space of old pages is used again. H2 2.5.252 then points at the commit before.
 */
class CommittedFileTest {
  private static final int COMMITS = 60;

  private static Connection open(Path folder, String more) throws SQLException {
    return DriverManager.getConnection(StoreSettings.embedded(folder).jdbcUrl() + more, "", "");
  }

  private static int newest(Path file, Path folder) throws Exception {
    Files.createDirectories(folder);
    Path copy = folder.resolve(file.getFileName());
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    try (Connection connection = open(folder, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select max(id) from kept")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }

  @Test
  void everyCommitIsFoundInTheFileAsItLies(@TempDir Path folder) throws Exception {
    // Space is used again at once, which otherwise takes 45 seconds.
    try (Connection connection = open(folder, ";RETENTION_TIME=0");
        Statement statement = connection.createStatement()) {
      statement.execute("create table kept (id int primary key, text varchar(2000))");
      connection.setAutoCommit(false);
      try (PreparedStatement insert =
          connection.prepareStatement("insert into kept values (?, ?)")) {
        for (int id = 1; id <= COMMITS; id++) {
          insert.setInt(1, id);
          insert.setString(2, "x".repeat(100 + id * 7 % 1_900));
          insert.executeUpdate();
          connection.commit();
          assertThat(newest(folder.resolve("store.mv.db"), folder.resolve("copy"))).isEqualTo(id);
        }
      }
    }
  }
}
