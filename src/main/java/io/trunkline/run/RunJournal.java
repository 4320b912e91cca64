package io.trunkline.run;

import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.spi.InterceptStrategy;

/**
 * Journals every Step EIP of every route: the intent is committed before anything in the step may
 * have an effect, the result after it, and a step that finished earlier is passed over. Exchanges
 * without the variable {@value RunVariables#RUN_ID} are left alone.
 */
public final class RunJournal implements InterceptStrategy {
  private final ActiveRuns runs;
  private final RunProblems problems;
  private final Executor workers;
  private final Predicate<NamedNode> quiet;

  /**
   * With the runs to write for.
   *
   * @param runs the runs of this node
   * @param problems describes what steps throw
   * @param workers takes over where a commit would block an event loop
   * @param quiet the nodes that have no effect before the intent of their step is committed,
   *     whatever else they do
   */
  public RunJournal(
      ActiveRuns runs, RunProblems problems, Executor workers, Predicate<NamedNode> quiet) {
    this.runs = runs;
    this.problems = problems;
    this.workers = workers;
    this.quiet = quiet;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
    if (definition instanceof StepDefinition) {
      return new JournaledStep(definition.getId(), target, runs, problems, workers);
    }
    return quiet.test(definition) ? target : new SettledNode(target, runs, workers);
  }
}
