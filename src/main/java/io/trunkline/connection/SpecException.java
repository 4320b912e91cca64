package io.trunkline.connection;

import java.util.List;
import java.util.stream.Collectors;

/** A spec that cannot be used, with everything that is wrong in it. */
public final class SpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Refuses a spec.
   *
   * @param problems at least one, in the order of the file
   */
  public SpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Everything that is wrong.
   *
   * @return at least one, in the order of the file
   */
  public List<Problem> problems() {
    return problems;
  }
}
