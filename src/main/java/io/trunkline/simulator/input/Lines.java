package io.trunkline.simulator.input;

import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** In which line of a YAML text something stands; looked up only when there is a complaint. */
final class Lines {
  private final String text;

  Lines(String text) {
    this.text = text;
  }

  /** The line from 1 of a path, or of the nearest thing above it; null when unknown. */
  @Nullable Integer of(List<String> path) {
    Node node;
    try {
      node = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (YAMLException e) {
      // Jackson took it, so it is a form of JSON that is no YAML.
      return null;
    }
    if (node == null) {
      return null;
    }
    int line = node.getStartMark().getLine();
    for (String key : path) {
      NodeTuple entry = entry(node, key);
      if (entry == null) {
        break;
      }
      line = entry.getKeyNode().getStartMark().getLine();
      node = entry.getValueNode();
    }
    return line + 1;
  }

  private static @Nullable NodeTuple entry(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple entry : mapping.getValue()) {
        if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return entry;
        }
      }
    } else if (node instanceof SequenceNode sequence) {
      int index = Integer.parseInt(key);
      if (index < sequence.getValue().size()) {
        Node item = sequence.getValue().get(index);
        return new NodeTuple(item, item);
      }
    }
    return null;
  }
}
