package io.trunkline.run;

import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.spi.InterceptStrategy;

/**
 * Journals every Step EIP of every route: the intent is committed before the step, the result after
 * it, and a step that finished earlier is passed over. Exchanges without the variable {@value
 * RunVariables#RUN_ID} are left alone.
 */
public final class RunJournal implements InterceptStrategy {
  private final ActiveRuns runs;
  private final RunProblems problems;
  private final Executor workers;

  /**
   * With the runs to write for.
   *
   * @param runs the runs of this node
   * @param problems describes what steps throw
   * @param workers takes over where a commit would block an event loop
   */
  public RunJournal(ActiveRuns runs, RunProblems problems, Executor workers) {
    this.runs = runs;
    this.problems = problems;
    this.workers = workers;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
    return definition instanceof StepDefinition
        ? new JournaledStep(definition.getId(), target, runs, problems, workers)
        : target;
  }
}
