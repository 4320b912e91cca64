package io.trunkline.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.run.Run;
import io.trunkline.run.RunStep;
import java.util.List;

/** The runs of a data folder: opened by this process, or held by the running service. */
interface Runs extends AutoCloseable {
  /** The newest runs, at most {@code limit}. */
  List<Run> newest(int limit);

  /**
   * One run.
   *
   * @throws CommandException when there is none with this id
   */
  Run run(String id);

  /** Its steps, in the order in which they began. */
  List<RunStep> steps(String id);

  /** Its attempts, writes and API calls. */
  JsonNode journal(String id);

  /**
   * Goes on with it and waits for its end.
   *
   * @param replan by what the org holds now, not by the run's plan
   */
  Run resume(String id, boolean replan);

  /** Takes it back and waits for the end. */
  Run undo(String id);

  @Override
  void close();
}
