package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What committing together must not change about committing alone. */
abstract class CommitQueueContract {
  private final String org = UUID.randomUUID().toString();

  abstract Store store();

  private int call(JdbcClient jdbc, String path) {
    return jdbc.sql(
            """
            insert into api_call (run_id, org, method, path, status, millis, at)
              values ('r', ?, 'GET', ?, 200, 1, current_timestamp)""")
        .params(org, path)
        .update();
  }

  private List<String> paths() {
    return store()
        .read(
            jdbc ->
                jdbc.sql("select path from api_call where org = ? order by id")
                    .param(org)
                    .query(String.class)
                    .list());
  }

  /** Asks for a commit on a thread of its own. */
  private <T> CompletableFuture<T> asked(Function<JdbcClient, T> work) {
    return CompletableFuture.supplyAsync(
        () -> store().commits().commit(work), command -> new Thread(command).start());
  }

  @Test
  void aWriteThatFailsTakesBackOnlyItself() {
    // The first holds the writer, so that the others are committed together.
    CountDownLatch open = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        asked(
            jdbc -> {
              pass(open);
              return call(jdbc, "first");
            });
    CompletableFuture<Integer> good = asked(jdbc -> call(jdbc, "good"));
    CompletableFuture<Integer> refused =
        asked(
            jdbc -> {
              call(jdbc, "refused");
              throw new IllegalStateException("no");
            });
    CompletableFuture<Integer> broken =
        asked(
            jdbc -> {
              call(jdbc, "broken");
              return jdbc.sql("insert into run_step (run_id) values ('x')").update();
            });
    open.countDown();

    assertThat(first.join()).isEqualTo(1);
    assertThat(good.join()).isEqualTo(1);
    assertThatThrownBy(refused::join).hasRootCauseMessage("no");
    assertThatThrownBy(broken::join).hasCauseInstanceOf(DataIntegrityViolationException.class);
    assertThat(paths()).containsExactlyInAnyOrder("first", "good");
  }

  @Test
  void aWriteThatFailsAloneLeavesNothing() {
    assertThatThrownBy(
            () ->
                store()
                    .commits()
                    .commit(
                        jdbc -> {
                          call(jdbc, "refused");
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    store().commits().commit(jdbc -> call(jdbc, "next"));

    assertThat(paths()).containsExactly("next");
  }

  @Test
  void whoComesAfterAWriteThatWasTakenBackLooksAnew() {
    CountDownLatch open = new CountDownLatch(1);
    CommitQueue commits = store().commits();
    CompletableFuture<Integer> first =
        asked(
            jdbc -> {
              pass(open);
              return call(jdbc, "first");
            });
    CompletableFuture<Long> before = commits.commitLater(jdbc -> commits.view());
    CompletableFuture<Long> beside = commits.commitLater(jdbc -> commits.view());
    CompletableFuture<Long> refused =
        commits.commitLater(
            jdbc -> {
              call(jdbc, "refused");
              throw new IllegalStateException("no");
            });
    CompletableFuture<Long> after = commits.commitLater(jdbc -> commits.view());
    open.countDown();

    assertThatThrownBy(refused::join).hasRootCauseMessage("no");
    assertThat(first.join()).isEqualTo(1);
    assertThat(beside.join()).isEqualTo(before.join());
    assertThat(after.join()).isNotEqualTo(before.join());
  }

  private static void pass(CountDownLatch open) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatIsEnqueuedIsCommittedBeforeWhatComesLater() {
    IntStream.range(0, 300)
        .forEach(i -> store().commits().enqueue(jdbc -> call(jdbc, "enqueued " + i)));
    store().commits().commitDurably(jdbc -> call(jdbc, "last"));

    assertThat(paths()).hasSize(301).endsWith("enqueued 299", "last");
  }

  @Test
  void manyWritersAllGetTheirOwnAnswers() {
    List<CompletableFuture<Integer>> writes =
        IntStream.range(0, 200)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () ->
                            store()
                                .commits()
                                .commitDurably(
                                    jdbc -> {
                                      call(jdbc, "w" + i);
                                      return i;
                                    })))
            .toList();

    assertThat(writes.stream().map(CompletableFuture::join))
        .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
    assertThat(paths()).hasSize(200);
  }

  @Test
  void anInterruptedCallerDoesNoHarm() {
    Thread.currentThread().interrupt();
    int interrupted = store().commits().commitDurably(jdbc -> call(jdbc, "interrupted"));
    assertThat(interrupted).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
    int after = store().commits().commitDurably(jdbc -> call(jdbc, "after"));
    assertThat(after).isEqualTo(1);
    assertThat(paths()).containsExactly("interrupted", "after");
  }
}
