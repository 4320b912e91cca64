package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the embedded database. */
class UninterruptedFileTest {
  @TempDir Path folder;

  @AfterEach
  void forgetTheInterrupt() {
    boolean unused = Thread.interrupted();
  }

  private UninterruptedFile file() throws Exception {
    return new UninterruptedFile(folder.resolve("file").toString(), "rw");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(bytes(text)).flip();
  }

  private static String text(ByteBuffer read) {
    return StandardCharsets.US_ASCII.decode(read.flip()).toString();
  }

  /** More than the cache of pages holds, so that the file is read. */
  @Test
  void aDatabaseGoesOnWhenThoseWhoReadAndWriteAreInterrupted() throws Exception {
    try (Connection database =
            DriverManager.getConnection(StoreSettings.embedded(folder).jdbcUrl(), "", "");
        Statement statement = database.createStatement()) {
      statement.execute("create table big (id int primary key, text varchar)");
      for (int i = 0; i < 6; i++) {
        Thread.currentThread().interrupt();
        int rows =
            statement.executeUpdate(
                "insert into big select n, repeat(' ', 4000) from generate_series(%d, %d) as s(n)"
                    .formatted(i * 1_000, i * 1_000 + 999));
        assertThat(rows).isEqualTo(1_000);
      }
      Thread.currentThread().interrupt();
      try (ResultSet sum = statement.executeQuery("select sum(length(text)) from big")) {
        assertThat(sum.next()).isTrue();
        assertThat(sum.getLong(1)).isEqualTo(24_000_000);
      }
      assertThat(Thread.interrupted()).as("who interrupted is not forgotten").isTrue();
    }
  }

  @Test
  void whatIsWrittenSomewhereIsReadThere() throws Exception {
    try (UninterruptedFile file = file()) {
      assertThat(file.write(bytes("0123456789"), 0)).isEqualTo(10);
      assertThat(file.write(direct("abc"), 4)).isEqualTo(3);
      ByteBuffer some = ByteBuffer.allocate(8).put((byte) '-').put((byte) '-');
      assertThat(file.read(some, 2)).isEqualTo(6);
      assertThat(text(some)).isEqualTo("--23abc7");
      ByteBuffer end = ByteBuffer.allocateDirect(8);
      assertThat(file.read(end, 7)).isEqualTo(3);
      assertThat(text(end)).isEqualTo("789");
      assertThat(file.read(ByteBuffer.allocate(1), 10)).isEqualTo(-1);
    }
  }

  @Test
  void aFileIsCutAndNeverMadeLongerByIt() throws Exception {
    try (UninterruptedFile file = file()) {
      file.write(bytes("0123456789"), 0);
      file.truncate(20);
      assertThat(file.size()).isEqualTo(10);
      file.truncate(4);
      file.force(true);
      assertThat(file.size()).isEqualTo(4);
    }
  }

  @Test
  void aFileIsLockedUntilItIsClosed() throws Exception {
    FileLock lock;
    try (UninterruptedFile file = file()) {
      lock = file.tryLock();
      assertThat(lock.isValid()).isTrue();
    }
    assertThat(lock.isValid()).isFalse();
  }

  @Test
  void theDatabaseFindsItByItsName() throws Exception {
    String name = UninterruptedFiles.name(folder.resolve("file").toString());
    try (var file = FilePath.get(name).open("rw")) {
      assertThat(file).isInstanceOf(UninterruptedFile.class);
      assertThat(folder.resolve("file")).exists();
    }
  }
}
