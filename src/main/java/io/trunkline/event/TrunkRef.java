package io.trunkline.event;

import org.jspecify.annotations.Nullable;

/**
 * What an observation knows of the trunk that it is about. The id is that of the runtime trunk. An
 * observation without an id counts for the trunks of that name that are known.
 */
public record TrunkRef(@Nullable String id, @Nullable String name, @Nullable String edge) {
  /** About no trunk that can be told. */
  public static final TrunkRef NONE = new TrunkRef(null, null, null);

  /** A runtime trunk by its id. */
  public static TrunkRef id(String id) {
    return new TrunkRef(id, null, null);
  }

  /** Every trunk of a name. */
  public static TrunkRef name(String name) {
    return new TrunkRef(null, name, null);
  }

  /** What its state is kept under: the id, else {@code name:...}; null when neither is known. */
  @Nullable String key() {
    if (id != null) {
      return id;
    }
    return name == null ? null : "name:" + name;
  }
}
