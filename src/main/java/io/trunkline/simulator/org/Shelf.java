package io.trunkline.simulator.org;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All entities of one kind in name order. Beside the truth it remembers each entity's last state
 * and when it changed, from which the stale views of an eventually consistent service follow.
 */
final class Shelf {
  private static final Comparator<Slot> ORDER =
      Comparator.comparing((Slot slot) -> slot.sortKey).thenComparing(slot -> slot.id);

  private final Map<String, Slot> slots = new HashMap<>();
  // A sorted array would move half of itself with every new name.
  private final TreeSet<Slot> ordered = new TreeSet<>(ORDER);
  // In the order of their removal, so that a sweep looks at these only.
  private final Deque<Slot> removed = new ArrayDeque<>();
  private final Map<String, String> uniqueKeys = new HashMap<>();

  /** What the service holds in truth, or null. */
  @Nullable Entity find(String id) {
    Slot slot = slots.get(id);
    return slot == null ? null : slot.current;
  }

  /** The state as a reader sees it whose replica lags by {@code lagMillis}. */
  @Nullable Entity seen(String id, long now, long lagMillis) {
    Slot slot = slots.get(id);
    return slot == null ? null : slot.seen(now, lagMillis);
  }

  /** The last state before its removal, if removed not longer than {@code windowMillis} ago. */
  @Nullable Entity removed(String id, long now, long windowMillis) {
    Slot slot = slots.get(id);
    if (slot == null || slot.current != null || now - slot.changedAt >= windowMillis) {
      return null;
    }
    return slot.previous;
  }

  /** All entities in name order as a reader sees them whose replica lags by {@code lagMillis}. */
  List<Entity> list(long now, long lagMillis) {
    List<Entity> entities = new ArrayList<>(ordered.size());
    for (Slot slot : ordered) {
      Entity entity = slot.seen(now, lagMillis);
      if (entity != null) {
        entities.add(entity);
      }
    }
    return entities;
  }

  /** What truly has the name, in any case. */
  List<Entity> named(String name) {
    Slot probe = new Slot("");
    probe.sortKey = name.toLowerCase(Locale.ROOT);
    List<Entity> found = new ArrayList<>();
    for (Slot slot : ordered.tailSet(probe)) {
      if (!slot.sortKey.equals(probe.sortKey)) {
        break;
      }
      if (slot.current != null) {
        found.add(slot.current);
      }
    }
    return found;
  }

  /** Last states of what was removed after a moment. */
  List<Entity> removedSince(long moment) {
    List<Entity> found = new ArrayList<>();
    for (Slot slot : removed) {
      if (slot.current == null && slot.previous != null && slot.changedAt > moment) {
        found.add(slot.previous);
      }
    }
    return found;
  }

  @Nullable String holderOf(String uniqueKey) {
    return uniqueKeys.get(uniqueKey.toLowerCase(Locale.ROOT));
  }

  /** Stores an entity and returns what was there before. */
  @Nullable Entity put(Entity entity, long now) {
    Slot slot = slots.computeIfAbsent(entity.id(), Slot::new);
    Entity before = slot.current;
    forgetKey(before);
    if (!entity.uniqueKey().isEmpty()) {
      uniqueKeys.put(entity.uniqueKey().toLowerCase(Locale.ROOT), entity.id());
    }
    String sortKey = entity.name().toLowerCase(Locale.ROOT);
    if (!slot.placed || !slot.sortKey.equals(sortKey)) {
      unplace(slot);
      slot.sortKey = sortKey;
      place(slot);
    }
    slot.change(entity, now);
    return before;
  }

  /** Takes an entity away and returns it; its last state stays for the stale views. */
  @Nullable Entity remove(String id, long now) {
    Slot slot = slots.get(id);
    if (slot == null || slot.current == null) {
      return null;
    }
    Entity before = slot.current;
    forgetKey(before);
    slot.change(null, now);
    removed.addLast(slot);
    return before;
  }

  /** Drops what was removed before {@code horizon} (epoch milliseconds) for good. */
  void sweep(long horizon) {
    while (!removed.isEmpty()) {
      Slot slot = removed.getFirst();
      boolean comesBack = slot.current != null || slots.get(slot.id) != slot;
      if (!comesBack && slot.changedAt >= horizon) {
        return;
      }
      removed.removeFirst();
      if (!comesBack) {
        unplace(slot);
        slots.remove(slot.id);
      }
    }
  }

  /** Lets the present be old: no view lags behind it any more. */
  void settle() {
    ordered.forEach(slot -> slot.changedAt = Long.MIN_VALUE / 2);
  }

  private void forgetKey(@Nullable Entity entity) {
    if (entity != null && !entity.uniqueKey().isEmpty()) {
      uniqueKeys.remove(entity.uniqueKey().toLowerCase(Locale.ROOT), entity.id());
    }
  }

  private void place(Slot slot) {
    ordered.add(slot);
    slot.placed = true;
  }

  private void unplace(Slot slot) {
    if (slot.placed) {
      ordered.remove(slot);
    }
  }

  private static final class Slot {
    final String id;
    String sortKey = "";
    boolean placed;
    @Nullable Entity current;
    @Nullable Entity previous;
    long changedAt;

    Slot(String id) {
      this.id = id;
    }

    void change(@Nullable Entity next, long now) {
      previous = current;
      current = next;
      changedAt = now;
    }

    @Nullable Entity seen(long now, long lagMillis) {
      return lagMillis > 0 && now - changedAt < lagMillis ? previous : current;
    }
  }
}
