package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;

/** What the running service answered in place of what a command wanted: its problem JSON. */
final class ServiceRefusal extends CommandException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient JsonNode problem;

  ServiceRefusal(int status, JsonNode problem) {
    super(exitCode(status), message(problem), problem.path("fix").asText("See the service's log."));
    this.status = status;
    this.problem = problem;
  }

  /** The HTTP status. */
  int status() {
    return status;
  }

  /** The whole answer. */
  JsonNode problem() {
    return problem;
  }

  private static int exitCode(int status) {
    return switch (status) {
      case 400, 404, 413, 415, 422 -> ExitCode.BAD_INPUT;
      case 401, 403, 409 -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }

  private static String message(JsonNode problem) {
    String title = problem.path("title").asText("the service refuses");
    String detail = problem.path("detail").asText("");
    return detail.isEmpty() ? title : title + ": " + detail;
  }
}
