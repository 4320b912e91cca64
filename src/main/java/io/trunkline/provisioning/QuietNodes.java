package io.trunkline.provisioning;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.camel.NamedNode;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.SetBodyDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StepDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.model.language.SimpleExpression;
import org.apache.camel.model.language.VariableExpression;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that surely have no effect before the intent of their step is committed: what they do
 * is known here, or waits by itself. Whatever a team adds is not among them unless it is one of
 * these kinds.
 */
public final class QuietNodes implements Predicate<NamedNode> {
  /** Beans that only read their exchange. */
  private static final Set<String> BEANS = Set.of("pipeline", "runStart");

  private static final Set<String> AGGREGATIONS = Set.of("routeReports");

  /**
   * Nodes behind {@code direct:} are looked at themselves. These operations read, or keep the
   * intent of each write and wait for it.
   */
  private static final Pattern URI =
      Pattern.compile(
          "direct:.+|genesys:[^?]+\\?(.*&)?operation=(ensure|await|find|get|list)(&.*)?");

  /** No function, no bean, no method of what the exchange holds. */
  private static final Pattern SIMPLE =
      Pattern.compile("([^$]|\\$\\{(body|(variable|header)\\.[A-Za-z-]+)})*");

  /** What is known of the routes that come with it. */
  public QuietNodes() {}

  @Override
  public boolean test(NamedNode node) {
    if (node instanceof ToDefinition to) {
      return to.getUri() != null && URI.matcher(to.getUri()).matches();
    }
    if (node instanceof BeanDefinition bean) {
      return isQuiet(bean.getRef(), bean.getBeanType());
    }
    if (node instanceof ChoiceDefinition choice) {
      return choice.getWhenClauses().stream().allMatch(when -> isQuiet(when.getExpression()));
    }
    if (node instanceof SplitDefinition split) {
      return isQuiet(split.getExpression())
          && split.getOnPrepare() == null
          && (split.getAggregationStrategy() == null
              || AGGREGATIONS.contains(split.getAggregationStrategy()));
    }
    if (node instanceof SetHeaderDefinition header) {
      return isQuiet(header.getName()) && isQuiet(header.getExpression());
    }
    if (node instanceof SetVariableDefinition variable) {
      return isQuiet(variable.getName()) && isQuiet(variable.getExpression());
    }
    return node instanceof StepDefinition
        || (node instanceof SetBodyDefinition body && isQuiet(body.getExpression()));
  }

  private static boolean isQuiet(ExpressionDefinition expression) {
    if (expression instanceof MethodCallExpression method) {
      return isQuiet(method.getRef(), method.getBeanTypeName());
    }
    return expression instanceof ConstantExpression
        || expression instanceof VariableExpression
        || (expression instanceof SimpleExpression simple && isQuiet(simple.getExpression()));
  }

  /** A text in the simple language, which names of headers and variables are in, too. */
  private static boolean isQuiet(@Nullable String simple) {
    return simple != null && SIMPLE.matcher(simple).matches();
  }

  private static boolean isQuiet(@Nullable String ref, @Nullable String type) {
    return type == null && ref != null && BEANS.contains(ref);
  }
}
