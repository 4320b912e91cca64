package io.trunkline.connection;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
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
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML into a tree with positions. Nothing is constructed from tags, plain values get the
 * types of YAML 1.2's core schema (so {@code NO} stays Norway and {@code 02:00} a time), and what
 * aliases unfold to is bounded.
 */
final class YamlText {
  private static final int ALIASED_NODES = 20_000;
  private static final int DEPTH = 50;
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");

  private final Problems problems;
  private final Set<Node> seen = new HashSet<>();
  private final List<Node> open = new ArrayList<>();
  private int aliased;

  private YamlText(Problems problems) {
    this.problems = problems;
  }

  /** Returns the root, or null when the text is empty or broken; what is wrong is collected. */
  static @Nullable SpecNode read(String text, Problems problems) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(SpecReader.MAX_BYTES);
    options.setMaxAliasesForCollections(ALIASED_NODES);
    options.setNestingDepthLimit(DEPTH);
    try {
      Node root = new Yaml(options).compose(new StringReader(text));
      return root == null ? null : new YamlText(problems).node(root, "");
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
      Position at = mark == null ? Position.START : position(mark);
      problems.error(at, "", "", "the file is YAML: " + withoutContent(e.getProblem()), SYNTAX_FIX);
    } catch (ReaderException e) {
      String rule = "the file is YAML: a control character stands here";
      problems.error(position(text, e.getPosition()), "", "", rule, "Remove the character");
    } catch (YAMLException e) {
      problems.error(
          Position.START,
          "",
          "",
          "the file is YAML: " + withoutContent(e.getMessage()),
          SYNTAX_FIX);
    }
    return null;
  }

  private static final String SYNTAX_FIX =
      "Look at the indentation, colons and quotes at and just before this place";

  private SpecNode node(Node node, String path) {
    if (!budget(node, path)) {
      return new SpecNode.Scalar(position(node.getStartMark()), "", ScalarType.NULL);
    }
    open.add(node);
    SpecNode result = converted(node, path);
    open.remove(open.size() - 1);
    return result;
  }

  private SpecNode converted(Node node, String path) {
    refuseTag(node, path);
    if (node instanceof MappingNode mapping) {
      return mapping(mapping, path);
    }
    if (node instanceof SequenceNode sequence) {
      List<SpecNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(node(item, path + "[" + items.size() + "]"));
      }
      return new SpecNode.Sequence(position(node.getStartMark()), items);
    }
    ScalarNode scalar = (ScalarNode) node;
    return new SpecNode.Scalar(position(node.getStartMark()), scalar.getValue(), type(scalar));
  }

  private SpecNode mapping(MappingNode mapping, String path) {
    Map<String, SpecNode.Entry> entries = new LinkedHashMap<>();
    Map<String, SpecNode.Entry> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Position at = position(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.error(at, path, "", "a key is a single word", "Write the key as plain text");
        continue;
      }
      String childPath = Section.join(path, key.getValue());
      SpecNode value = node(tuple.getValueNode(), childPath);
      if (Tag.MERGE.equals(key.getTag())) {
        merge(value, merged);
      } else if (entries.putIfAbsent(key.getValue(), new SpecNode.Entry(at, value)) != null) {
        SpecReader.duplicateKey(problems, at, childPath);
      }
    }
    merged.forEach(entries::putIfAbsent);
    return new SpecNode.Mapping(position(mapping.getStartMark()), entries);
  }

  private static void merge(SpecNode value, Map<String, SpecNode.Entry> merged) {
    if (value instanceof SpecNode.Mapping mapping) {
      mapping.entries().forEach(merged::putIfAbsent);
    } else if (value instanceof SpecNode.Sequence sequence) {
      sequence.items().forEach(item -> merge(item, merged));
    }
  }

  /** Counts what is reached a second time, which only an alias can do. */
  private boolean budget(Node node, String path) {
    if (seen.add(node)) {
      return true;
    }
    Position at = position(node.getStartMark());
    if (open.contains(node)) {
      problems.error(at, path, "", "an alias does not contain itself", "Write the values out");
      return false;
    }
    aliased++;
    if (aliased == ALIASED_NODES) {
      problems.error(
          at,
          path,
          "",
          "aliases unfold to at most " + ALIASED_NODES + " values",
          "Write the values out, or spread the connections over several files");
    }
    return aliased < ALIASED_NODES;
  }

  private void refuseTag(Node node, String path) {
    if (!node.getTag().getValue().startsWith(Tag.PREFIX)) {
      problems.error(
          position(node.getStartMark()), path, "", "values carry no tags (!...)", "Remove the tag");
    }
  }

  private static ScalarType type(ScalarNode scalar) {
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return ScalarType.TEXT;
    }
    String text = scalar.getValue();
    if (NULL.matcher(text).matches()) {
      return ScalarType.NULL;
    }
    if (BOOLEAN.matcher(text).matches()) {
      return ScalarType.BOOLEAN;
    }
    return NUMBER.matcher(text).matches() ? ScalarType.NUMBER : ScalarType.TEXT;
  }

  private static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Position position(String text, int codePoints) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return new Position(line + 1, end - before.lastIndexOf('\n'));
  }

  /** The library quotes names of aliases and tags, which may be a password without quotes. */
  private static String withoutContent(@Nullable String problem) {
    if (problem == null || problem.isEmpty()) {
      return "it cannot be read here";
    }
    if (problem.contains("alias") || problem.contains("anchor")) {
      return "text that begins with * or & stands in quotes, unless it is a known alias";
    }
    if (problem.contains("tag")) {
      return "values carry no tags; text that begins with ! stands in quotes";
    }
    return problem.lines().findFirst().orElse(problem);
  }
}
