package io.trunkline.run;

import org.apache.camel.Exchange;

/** Names of the exchange variables between the run engine, the routes and the steps. */
public final class RunVariables {
  /** The run's id, a String; set by the engine. */
  public static final String RUN_ID = "runId";

  /**
   * The token under which this execution of the run writes, a Long; set by the engine. What is left
   * of an earlier execution has another one and is stopped.
   */
  public static final String RUN_TOKEN = "runToken";

  /** The configured org's name, a String; set by the engine. */
  public static final String ORG = "org";

  /** The run's plan, a JSON tree; set by the engine. */
  public static final String PLAN = "plan";

  /**
   * When the org was read for the plan, a {@link java.time.Instant}; given by who starts a run with
   * what it read in memory.
   */
  public static final String READ_AT = "readAt";

  /** True when another run has worked on the org since {@link #READ_AT}; set by the engine. */
  public static final String OUTDATED = "readIsOutdated";

  /** The connection's name, a String; set by the route that splits over connections. */
  public static final String CONNECTION = "connectionName";

  /** Which attempt at the step this is, an Integer from 1; set before each step. */
  public static final String ATTEMPT = "stepAttempt";

  /**
   * True when an earlier attempt of this run may have had an effect that nobody recorded; a
   * Boolean, set before each step and each undo.
   */
  public static final String IN_DOUBT = "stepInDoubt";

  /**
   * What earlier attempts were about to write, a JSON array of {@code {"attempt", "at", "write"}};
   * set before each step and each undo.
   */
  public static final String WRITES = "stepWrites";

  /** The outputs of the step being undone, a JSON object by variable name; set before each undo. */
  public static final String OUTPUTS = "stepOutputs";

  /**
   * True when the operator told this execution to work by what the org holds now, not by the plan;
   * a Boolean, set before the run's route. Not kept: after a crash the plan holds again.
   */
  public static final String REPLAN = "replan";

  private RunVariables() {}

  /** The connection that an exchange works on; empty outside the split. */
  static String connection(Exchange exchange) {
    String connection = exchange.getVariable(CONNECTION, String.class);
    return connection == null ? "" : connection;
  }
}
