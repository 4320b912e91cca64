package io.trunkline.alert;

import io.trunkline.connection.Problem;
import java.util.List;

/** A rules file that cannot be used. */
public final class RulesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  RulesException(List<Problem> problems) {
    super(problems.get(0).toString());
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
