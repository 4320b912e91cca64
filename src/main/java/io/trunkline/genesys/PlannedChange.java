package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.FieldChange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds an update to what the plan showed: a field that somebody changed between plan and write is
 * not overwritten.
 */
final class PlannedChange {
  /** Lists to which an update only adds: what others add meanwhile is kept, not overwritten. */
  private static final Set<String> ONLY_GROW =
      Set.of("externalTrunkBases", "primarySites", "secondarySites", "mediaRegions");

  private PlannedChange() {}

  /**
   * The first field that is not as the plan saw it.
   *
   * @param planned the plan's step with {@code id} and {@code changes}; null when there is no plan,
   *     and with a null id when the object was not there yet
   * @param changes what an update would change now
   */
  static Optional<FieldChange> departure(@Nullable JsonNode planned, List<FieldChange> changes) {
    if (planned == null) {
      return Optional.empty();
    }
    return changes.stream()
        .filter(change -> !ONLY_GROW.contains(change.path()))
        .filter(change -> isCreation(planned) || !asPlanned(planned, change))
        .findFirst();
  }

  /** Whether the plan saw no such object, so that nothing of it was shown to anybody. */
  static boolean isCreation(@Nullable JsonNode planned) {
    return planned != null && !planned.hasNonNull("id");
  }

  private static boolean asPlanned(JsonNode planned, FieldChange change) {
    for (JsonNode one : planned.path("changes")) {
      if (one.path("path").asText().equals(change.path())) {
        JsonNode before = one.path("before").isNull() ? null : one.path("before");
        return Objects.equals(before, change.before());
      }
    }
    return false;
  }
}
