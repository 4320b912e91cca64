package io.trunkline.run;

import io.trunkline.store.CommitQueue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a run gave to its journal without waiting for it, in order for each connection, and what is
 * to be told of each entry once it is committed. Told earlier, it would be missed by those who
 * begin to watch and read what is committed. Thread-safe.
 */
final class GivenEntries {
  private final Map<String, Deque<Given>> lines = new ConcurrentHashMap<>();
  private final Consumer<RunEvent> tell;
  private final Executor tellers;

  /**
   * None at first.
   *
   * @param tell does not block
   * @param tellers lend the threads to tell on, because those of the store must not be held
   */
  GivenEntries(Consumer<RunEvent> tell, Executor tellers) {
    this.tell = tell;
    this.tellers = tellers;
  }

  /** An entry; {@code event} is told when somebody waits for it or a later one. */
  void add(String connection, CompletableFuture<Void> committed, RunEvent event) {
    Deque<Given> line = line(connection);
    synchronized (line) {
      line.add(new Given(committed, event));
    }
  }

  /** As {@link #add}, and {@code event} is told as soon as it may be: the step can take long. */
  void begun(String connection, CompletableFuture<Void> committed, RunEvent event) {
    add(connection, committed, event);
    var unused = committed.thenRunAsync(() -> tellCommitted(line(connection)), tellers);
  }

  boolean isSettled(String connection) {
    return first(line(connection)) == null;
  }

  /** Waits for all entries of a connection and tells of them; throws what refused one, once. */
  void settle(String connection) {
    Deque<Given> line = line(connection);
    for (Given next = first(line); next != null; next = first(line)) {
      try {
        CommitQueue.await(next.committed);
      } catch (RuntimeException e) {
        remove(line, next);
        throw e;
      }
      tellCommitted(line);
    }
  }

  /** {@link #settle(String)} for all connections. */
  void settle() {
    List.copyOf(lines.keySet()).forEach(this::settle);
  }

  private Deque<Given> line(String connection) {
    return lines.computeIfAbsent(connection, none -> new ArrayDeque<>());
  }

  private static @Nullable Given first(Deque<Given> line) {
    synchronized (line) {
      return line.peek();
    }
  }

  private static void remove(Deque<Given> line, Given refused) {
    synchronized (line) {
      line.remove(refused);
    }
  }

  /** Those at the front that are committed; one that was refused is for who waits for it. */
  private void tellCommitted(Deque<Given> line) {
    synchronized (line) {
      for (Given next = line.peek(); next != null && next.isCommitted(); next = line.peek()) {
        tell.accept(line.remove().event);
      }
    }
  }

  private record Given(CompletableFuture<Void> committed, RunEvent event) {
    boolean isCommitted() {
      return committed.isDone() && !committed.isCompletedExceptionally();
    }
  }
}
