package io.trunkline.connection;

import java.util.List;

/**
 * A spec that was read, and what its author should look at again.
 *
 * @param warnings doubtful places that do not stop anything, in the order of the file
 */
public record SpecReading(Spec spec, List<Problem> warnings) {
  public SpecReading {
    warnings = List.copyOf(warnings);
  }
}
