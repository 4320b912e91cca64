package io.trunkline.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The newest that is known of one side of a trunk, such as its registration at one proxy.
 *
 * @param value null when the side is no longer there
 * @param at when that was so, by the clock of who saw it
 * @param heard when we heard of it
 * @param source who told, as {@link Source#text}
 * @param error what is wrong
 */
record Facet(
    @Nullable Boolean value, Instant at, Instant heard, String source, @Nullable String error) {
  /**
   * Which of two facets stands. A total order, so that the same facets end in the same state in
   * whatever order they come; of two that are equally old, the worse one.
   */
  private static final Comparator<Facet> NEWER =
      Comparator.comparing(Facet::at)
          .thenComparing(Facet::heard)
          .thenComparing(facet -> facet.value == null ? 0 : facet.value ? 1 : 2)
          .thenComparing(Facet::source)
          .thenComparing(facet -> facet.error == null ? "" : facet.error);

  /** Whether this one stands against another that is known. */
  boolean beats(@Nullable Facet known) {
    return known == null || NEWER.compare(this, known) > 0;
  }

  /** Whether both say the same, whenever and by whom. */
  boolean saysAs(@Nullable Facet other) {
    return other != null
        && java.util.Objects.equals(value, other.value)
        && java.util.Objects.equals(error, other.error);
  }

  @JsonIgnore
  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }

  @JsonIgnore
  boolean isFalse() {
    return Boolean.FALSE.equals(value);
  }
}
