package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a commit of the embedded database is acknowledged, and to whom it is told before. */
class DiskForceTest {
  @TempDir Path folder;
  private Path path;
  private DatabaseFile file;
  private DiskForce force;

  @BeforeEach
  void begin() {
    path = folder.resolve("store.mv.db");
    file = new DatabaseFile(path);
    force = new DiskForce(file);
  }

  @AfterEach
  void end() throws InterruptedException {
    force.takeBack();
    force.close();
    file.close();
  }

  private Write<String> commit(String result, boolean durable) {
    Write<String> write = new Write<>(jdbc -> result, durable);
    force.begin();
    force.hand(List.of(write));
    return write;
  }

  private void disk(boolean there) throws IOException {
    if (there) {
      Files.createFile(path);
    } else {
      Files.delete(path);
    }
  }

  @Test
  void whatTheDiskDoesNotTakeIsGivenBackInItsOrderAndNotAcknowledged() throws Exception {
    Write<String> first = commit("first", true);
    await().until(force::failed);
    Write<String> second = commit("second", true);
    Write<String> third = commit("third", false);

    assertThat(force.takeBack()).containsExactly(List.of(first), List.of(second), List.of(third));
    assertThat(List.of(first.done, second.done, third.done)).noneMatch(CompletableFuture::isDone);
    assertThat(force.failed()).isFalse();
    assertThatThrownBy(force::now).hasMessageContaining("cannot be forced to the disk");
    disk(true);
    Write<String> later = commit("later", true);
    later.done.get(10, TimeUnit.SECONDS);
  }

  @Test
  void acknowledgementsKeepTheOrderOfTheCommits() throws Exception {
    disk(true);
    List<Integer> acknowledged = new ArrayList<>();
    List<CompletableFuture<Void>> all = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int number = i;
      Write<String> write = new Write<>(jdbc -> "", i % 3 == 0);
      all.add(write.done.thenAccept(done -> told(acknowledged, number)));
      force.begin();
      force.hand(List.of(write));
    }
    for (CompletableFuture<Void> each : all) {
      each.get(10, TimeUnit.SECONDS);
    }
    assertThat(acknowledged).hasSize(200).isSorted();
  }

  private static void told(List<Integer> acknowledged, int number) {
    synchronized (acknowledged) {
      acknowledged.add(number);
    }
  }

  @Test
  void whoReadsWaitsForTheDiskAndLooksAnewAtWhatWasTakenBack() throws Exception {
    long before = force.epoch();
    Write<String> write = commit("seen", true);
    await().until(force::failed);
    CompletableFuture<Boolean> reader = CompletableFuture.supplyAsync(() -> force.await(before));
    assertThatThrownBy(() -> reader.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);

    assertThat(force.takeBack()).containsExactly(List.of(write));
    assertThat(reader.get(10, TimeUnit.SECONDS)).as("what it saw is settled").isFalse();

    long now = force.epoch();
    CompletableFuture<Boolean> again = CompletableFuture.supplyAsync(() -> force.await(now));
    assertThatThrownBy(() -> again.get(200, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    force.done();
    assertThat(again.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void anotherFileInTheSamePlaceIsTheOneThatIsForced() throws Exception {
    disk(true);
    file.force();
    disk(false);
    assertThatThrownBy(file::force).hasMessageContaining("cannot be forced to the disk");
    disk(true);
    file.force();
  }
}
