package io.trunkline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What committing together must not change about committing alone. */
abstract class CommitQueueContract {
  private final String org = UUID.randomUUID().toString();

  abstract Store store();

  private int call(JdbcClient jdbc, @Nullable String path) {
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
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    CommitQueue commits = store().commits();
    CompletableFuture<Integer> first =
        commits.commitLater(
            jdbc -> {
              held.countDown();
              pass(open);
              return call(jdbc, "first");
            });
    pass(held);
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

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
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

  /** Paths that one transaction's writes leave for its end; an empty one is refused. */
  private final class Paths implements Gathered {
    private final List<String> paths = new ArrayList<>();
    private final AtomicInteger written;

    Paths(AtomicInteger written) {
      this.written = written;
    }

    @Override
    public void write(JdbcClient jdbc) {
      written.incrementAndGet();
      paths.forEach(path -> call(jdbc, path.isEmpty() ? null : path));
    }
  }

  /** Writes that share a transaction, because the writer is held until all are given. */
  private List<CompletableFuture<String>> together(AtomicInteger written, List<String> paths) {
    CommitQueue commits = store().commits();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch open = new CountDownLatch(1);
    commits.enqueue(
        jdbc -> {
          held.countDown();
          pass(open);
        });
    pass(held);
    List<CompletableFuture<String>> given =
        paths.stream()
            .map(
                path ->
                    commits.commitLater(
                        jdbc -> {
                          commits.gathered(Paths.class, () -> new Paths(written)).paths.add(path);
                          if (path.startsWith("refused")) {
                            throw new IllegalStateException(path);
                          }
                          return path;
                        }))
            .toList();
    open.countDown();
    return given;
  }

  @Test
  void whatWritesLeaveForTheEndIsWrittenTogether() {
    AtomicInteger written = new AtomicInteger();
    List<CompletableFuture<String>> given = together(written, List.of("one", "two", "three"));

    given.forEach(CompletableFuture::join);
    assertThat(paths()).containsExactly("one", "two", "three");
    assertThat(written).hasValue(1);
  }

  @Test
  void aWriteThatRefusesLeavesNothingForTheEnd() {
    List<CompletableFuture<String>> given =
        together(new AtomicInteger(), List.of("one", "refused", "three"));

    assertThatThrownBy(given.get(1)::join).hasRootCauseMessage("refused");
    assertThat(given.get(2).join()).isEqualTo("three");
    assertThat(paths()).containsExactly("one", "three");
  }

  @Test
  void whatIsRefusedAtTheEndTakesBackOnlyItsWrite() {
    List<CompletableFuture<String>> given =
        together(new AtomicInteger(), List.of("one", "", "three"));

    assertThatThrownBy(given.get(1)::join)
        .hasCauseInstanceOf(DataIntegrityViolationException.class);
    assertThat(given.get(0).join()).isEqualTo("one");
    assertThat(given.get(2).join()).isEqualTo("three");
    assertThat(paths()).containsExactly("one", "three");
  }
}
