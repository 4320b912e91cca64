package io.trunkline.reload;

import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be taken over, with every reason that was found. */
final class RouteRefusal extends Exception {
  private final transient List<RouteProblem> problems;

  RouteRefusal(List<RouteProblem> problems) {
    super(problems.stream().map(RouteProblem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  List<RouteProblem> problems() {
    return problems;
  }
}
