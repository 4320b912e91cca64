package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.api.ErrorCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.TransientDataAccessResourceException;

/** The embedded store on a full disk, and one whose database closed itself. */
@Tag("peer")
class FullDiskTest {
  private static final String LETTER =
      """
      insert into dead_letter (id, sink, event_id, type, source, subject, time, data, attempts, problem, died_at)
        select ?, 's', 'e', 't', 'o', 'u', current_timestamp, ?, 1, 'p', current_timestamp
        where not exists (select 1 from dead_letter where id = ?)""";

  @TempDir Path folder;

  private static CompletableFuture<Integer> write(Store store, int number) {
    String data = String.valueOf(number % 10).repeat(200_000);
    return store
        .commits()
        .commitDurablyLater(
            jdbc ->
                jdbc.sql(LETTER)
                    .params(String.valueOf(number), data, String.valueOf(number))
                    .update());
  }

  private static List<String> kept(Store store) {
    return store.read(
        jdbc -> jdbc.sql("select id from dead_letter order by id").query(String.class).list());
  }

  @Test
  void whatWaitsForRoomIsWrittenOnceThereIsSomeAndNothingIsLost() throws Exception {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 96);
        Store store =
            Store.open(new StoreSettings(disk.folder(), "", "", "", Duration.ofMinutes(2)))) {
      List<CompletableFuture<Integer>> writes = new ArrayList<>();
      for (int i = 10; i < 13; i++) {
        write(store, i).get(60, TimeUnit.SECONDS);
        writes.add(write(store, i + 10));
        writes.get(writes.size() - 1).get(60, TimeUnit.SECONDS);
      }
      disk.fill();
      List<CompletableFuture<Integer>> waiting = new ArrayList<>();
      for (int i = 30; i < 40; i++) {
        waiting.add(write(store, i));
      }
      assertThat(kept(store)).as("readers are answered").hasSize(6);
      assertThat(waiting).noneMatch(CompletableFuture::isDone);
      disk.free();
      for (CompletableFuture<Integer> each : waiting) {
        each.get(60, TimeUnit.SECONDS);
      }
      assertThat(kept(store))
          .containsExactly(
              "10", "11", "12", "20", "21", "22", "30", "31", "32", "33", "34", "35", "36", "37",
              "38", "39");
    }
  }

  @Test
  void whoWaitsTooLongIsToldThatTheDiskIsFull() {
    try (SmallDisk disk = new SmallDisk(folder.resolve("disk"), 96);
        Store store =
            Store.open(new StoreSettings(disk.folder(), "", "", "", Duration.ofMillis(300)))) {
      disk.fill();
      assertThatThrownBy(() -> write(store, 10).get(60, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(TransientDataAccessResourceException.class)
          .hasMessageContaining("nothing was acknowledged")
          .hasMessageContaining("make room");
      disk.free();
    }
  }

  @Test
  void aDatabaseThatClosedItselfIsOpenedAgain() throws Exception {
    try (Store store = Store.open(new StoreSettings(folder, "", "", "", Duration.ofMinutes(2)))) {
      write(store, 10).get(60, TimeUnit.SECONDS);
      try (Connection connection = store.dataSource().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("shutdown immediately");
      } catch (SQLException closed) {
        assertThat(closed.getErrorCode()).isEqualTo(ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);
      }
      write(store, 11).get(60, TimeUnit.SECONDS);
      assertThat(kept(store)).containsExactly("10", "11");
    }
  }
}
