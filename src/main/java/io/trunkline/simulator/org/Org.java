package io.trunkline.simulator.org;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One simulated organization. All calls come from one thread. Changes gather until {@link
 * #commit()} writes them as one line to the journal; a handler checks everything before its first
 * change, so a refused call changes nothing.
 */
public final class Org {
  private final String name;
  private final LongSupplier clock;
  private final Scheduler scheduler;
  private final Ids ids;
  private final Map<Kind, Shelf> shelves = new EnumMap<>(Kind.class);
  private final Map<String, Set<Entity>> referrers = new HashMap<>();
  private final List<CommitLine.Change> pending = new ArrayList<>();
  private final List<Change> untold = new ArrayList<>();
  private Consumer<Change> watcher = change -> {};
  private Settings settings = Settings.defaults();
  private Consistency consistency = Consistency.of(settings);
  private @Nullable Journal journal;
  private long changes;

  /**
   * @param name the client id under which the organization is known
   * @param clock epoch milliseconds
   * @param scheduler runs delayed side effects
   * @param ids the ids of new entities
   */
  public Org(String name, LongSupplier clock, Scheduler scheduler, Ids ids) {
    this.name = name;
    this.clock = clock;
    this.scheduler = scheduler;
    this.ids = ids;
    for (Kind kind : Kind.values()) {
      shelves.put(kind, new Shelf());
    }
  }

  /** The client id under which the organization is known. */
  public String name() {
    return name;
  }

  /** Epoch milliseconds. */
  public long now() {
    return clock.getAsLong();
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  public Settings settings() {
    return settings;
  }

  public Consistency consistency() {
    return consistency;
  }

  /** Replaces the settings, durably with the next commit. */
  public void settings(Settings next) {
    ObjectNode tree = Json.object().put("id", "settings");
    tree.set("changes", next.changes());
    put(Kind.SETTINGS, tree);
  }

  /** One committed change of an entity; {@code before} is null for a new one. */
  public record Change(@Nullable Entity before, Entity after) {}

  /** Tells of every entity that was put, after its commit, in the order of the puts. */
  public void watch(Consumer<Change> listener) {
    watcher = listener;
  }

  /** What is true now, or null; for checks and changes. */
  public @Nullable Entity find(Kind kind, String id) {
    return shelf(kind).find(id);
  }

  /** What a GET by id shows, or null: perhaps late, perhaps the ghost of something deleted. */
  public @Nullable Entity read(Kind kind, String id) {
    Entity seen = shelf(kind).seen(id, now(), consistency.reads());
    if (seen != null) {
      return seen;
    }
    Entity ghost = shelf(kind).removed(id, now(), consistency.deletedVisible());
    if (ghost == null) {
      return null;
    }
    ObjectNode tree = ghost.tree().put("state", "deleted");
    return Entity.of(kind, tree);
  }

  /** What lists and searches show, in name order. */
  public List<Entity> list(Kind kind) {
    return shelf(kind).list(now(), consistency.lists());
  }

  /** What is true now, in name order; for checks. */
  public List<Entity> all(Kind kind) {
    return shelf(kind).list(now(), 0);
  }

  /** What truly has the name, in any case; for checks. */
  public List<Entity> named(Kind kind, String entityName) {
    return shelf(kind).named(entityName);
  }

  /** Entities of a kind that mention the id. */
  public List<Entity> referrers(Kind kind, String id) {
    List<Entity> found = new ArrayList<>();
    for (Entity entity : referrers.getOrDefault(id, Set.of())) {
      if (entity.kind() == kind) {
        found.add(entity);
      }
    }
    return found;
  }

  /** Whether an entity of a kind that mentioned the id was removed within the window. */
  public boolean removedLately(Kind kind, String id, long windowMillis) {
    return windowMillis > 0
        && shelf(kind).removedSince(now() - windowMillis).stream()
            .anyMatch(entity -> entity.references().contains(id));
  }

  /** The id of the entity that holds a unique key, or null. */
  public @Nullable String holderOf(Kind kind, String uniqueKey) {
    return shelf(kind).holderOf(uniqueKey);
  }

  /** Stores a tree with an {@code id}, durably with the next commit. */
  public Entity put(Kind kind, ObjectNode tree) {
    Entity entity = Entity.of(kind, tree);
    untold.add(new Change(find(kind, entity.id()), entity));
    store(entity);
    pending.add(new CommitLine.Change(kind, entity.id(), entity));
    return entity;
  }

  /** Takes an entity away, durably with the next commit. */
  public void remove(Kind kind, String id) {
    if (take(kind, id)) {
      pending.add(new CommitLine.Change(kind, id, null));
    }
  }

  /**
   * Writes all changes since the last commit as one. When this returns, a kill loses none of them.
   *
   * @throws UncheckedIOException when the state file cannot be written
   */
  public void commit() {
    if (pending.isEmpty()) {
      return;
    }
    try {
      if (journal != null) {
        journal.append(pending);
        if (journal.wantsCompaction()) {
          // Everything stands still meanwhile; at 64 MB of journal that is a fraction of a second.
          journal.compact(snapshot());
        }
      }
      pending.clear();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of org '" + name + "' cannot be written", e);
    }
    if (++changes % 1000 == 0) {
      sweep();
    }
    List<Change> told = List.copyOf(untold);
    untold.clear();
    told.forEach(watcher);
  }

  /** An id that no entity has. */
  public String newId() {
    String id = ids.next();
    // Only ids drawn from a seed can come again, after a restart.
    while (ids.repeat() && isTaken(id)) {
      id = ids.next();
    }
    return id;
  }

  private boolean isTaken(String id) {
    return shelves.values().stream().anyMatch(shelf -> shelf.find(id) != null);
  }

  /** Empties the organization, durably with the next commit. */
  public void clear() {
    for (Kind kind : Kind.values()) {
      for (Entity entity : all(kind)) {
        remove(kind, entity.id());
      }
      shelves.put(kind, new Shelf());
    }
    referrers.clear();
    ids.restart();
    apply(Settings.defaults());
  }

  /** What was read in or planted has been there for long: no view lags behind it. */
  public void settle() {
    shelves.values().forEach(Shelf::settle);
  }

  /** Reads the state file, if there is one, and writes all later changes to it. */
  void attach(java.nio.file.Path file) throws IOException {
    journal = Journal.open(file, line -> CommitLine.read(line, this::replay));
    List<List<CommitLine.Change>> snapshot = snapshot();
    if (!snapshot.isEmpty()) {
      journal.compact(snapshot);
    }
  }

  void detach() throws IOException {
    if (journal != null) {
      journal.close();
    }
  }

  private void sweep() {
    long horizon = now() - consistency.widest() - 1000;
    shelves.values().forEach(shelf -> shelf.sweep(horizon));
  }

  private void replay(CommitLine.Change change) {
    if (change.entity() == null) {
      take(change.kind(), change.id());
    } else {
      store(change.entity());
    }
  }

  private void store(Entity entity) {
    Entity before = shelf(entity.kind()).put(entity, now());
    unlink(before);
    for (String id : entity.references()) {
      referrers.computeIfAbsent(id, missing -> new HashSet<>()).add(entity);
    }
    if (entity.kind() == Kind.SETTINGS) {
      apply(Settings.defaults().patched((ObjectNode) entity.tree().get("changes")));
    }
  }

  private boolean take(Kind kind, String id) {
    Entity before = shelf(kind).remove(id, now());
    unlink(before);
    return before != null;
  }

  private void unlink(@Nullable Entity entity) {
    if (entity == null) {
      return;
    }
    for (String id : entity.references()) {
      Set<Entity> known = referrers.get(id);
      if (known != null && known.remove(entity) && known.isEmpty()) {
        referrers.remove(id);
      }
    }
  }

  private void apply(Settings next) {
    settings = next;
    consistency = Consistency.of(next);
  }

  private List<List<CommitLine.Change>> snapshot() {
    List<List<CommitLine.Change>> commits = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Entity entity : all(kind)) {
        commits.add(List.of(new CommitLine.Change(kind, entity.id(), entity)));
      }
    }
    return commits;
  }

  private Shelf shelf(Kind kind) {
    return java.util.Objects.requireNonNull(shelves.get(kind));
  }
}
