package io.trunkline.alert;

import io.trunkline.connection.Problem;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads a rules file; tells everything that is wrong at once, each with its place. */
final class RulesReader {
  private static final int LONGEST = 1_000_000;
  private static final int MOST_RULES = 1_000;
  private static final int DEPTH = 10;
  private static final int SHOWN = 80;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private RulesReader(String file) {
    this.file = file;
  }

  /**
   * The rules of a file; none of an empty one.
   *
   * @throws RulesException when anything is wrong
   */
  static List<AlertRule> read(String text, String file) {
    RulesReader reader = new RulesReader(file);
    List<AlertRule> rules = reader.rules(text);
    if (!reader.problems.isEmpty()) {
      throw new RulesException(
          reader.problems.stream()
              .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
              .toList());
    }
    return rules;
  }

  /** Notes what is wrong at a node. */
  void wrong(@Nullable Node at, String field, String value, String rule, String fix) {
    Mark mark = at == null ? null : at.getStartMark();
    String oneLine = value.replaceAll("\\p{Cntrl}", "\uFFFD");
    problems.add(
        new Problem(
            file,
            mark == null ? 1 : mark.getLine() + 1,
            mark == null ? 1 : mark.getColumn() + 1,
            field,
            oneLine.length() <= SHOWN ? oneLine : oneLine.substring(0, SHOWN) + "\u2026",
            rule,
            fix));
  }

  private List<AlertRule> rules(String text) {
    Node root = parsed(text);
    List<AlertRule> rules = new ArrayList<>();
    if (root == null) {
      return rules;
    }
    if (!(root instanceof MappingNode mapping)) {
      wrong(root, "", "", "the file is a group of keys", "Begin with rules:");
      return rules;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode name ? name.getValue() : "";
      if (!"rules".equals(key)) {
        wrong(tuple.getKeyNode(), key, "", "the only key is rules", "Remove " + key);
      } else if (tuple.getValueNode() instanceof SequenceNode list) {
        list(list, rules);
      } else if (!(tuple.getValueNode() instanceof ScalarNode none && none.getValue().isEmpty())) {
        wrong(tuple.getValueNode(), key, "", "rules is a list", "Begin each rule with a hyphen");
      }
    }
    return rules;
  }

  private void list(SequenceNode list, List<AlertRule> rules) {
    if (list.getValue().size() > MOST_RULES) {
      wrong(list, "rules", "", "a file has at most " + MOST_RULES + " rules", "Remove some");
      return;
    }
    for (int i = 0; i < list.getValue().size(); i++) {
      String path = "rules[" + i + "]";
      Node node = list.getValue().get(i);
      if (!(node instanceof MappingNode mapping)) {
        wrong(node, path, "", "a rule is a group of keys", "Write name:, metric: and so on");
        continue;
      }
      AlertRule rule = new RuleFields(this, mapping, path).rule();
      if (rule != null && !names.add(rule.name())) {
        wrong(node, path + ".name", rule.name(), "each name stands once", "Rename one of them");
      }
      if (rule != null) {
        rules.add(rule);
      }
    }
  }

  private @Nullable Node parsed(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LONGEST);
    options.setNestingDepthLimit(DEPTH);
    try {
      return new Yaml(options).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      problems.add(
          new Problem(
              file,
              mark == null ? 1 : mark.getLine() + 1,
              mark == null ? 1 : mark.getColumn() + 1,
              "",
              "",
              "the file is YAML: " + String.valueOf(e.getProblem()).lines().findFirst().orElse(""),
              "Look at the indentation, colons and quotes at and just before this place"));
    } catch (YAMLException e) {
      wrong(
          null,
          "",
          "",
          "the file is YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          "Remove control characters, and what makes the file longer than " + LONGEST);
    }
    return null;
  }
}
