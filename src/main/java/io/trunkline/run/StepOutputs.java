package io.trunkline.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.camel.Exchange;

/**
 * What steps hand to later steps: the exchange variables whose name starts with {@value #PREFIX}.
 */
final class StepOutputs {
  static final String PREFIX = "step-";

  private static final ObjectMapper JSON = new ObjectMapper();

  private StepOutputs() {}

  /** A copy of the exchange's outputs, by variable name. */
  static ObjectNode of(Exchange exchange) {
    ObjectNode outputs = JsonNodeFactory.instance.objectNode();
    if (exchange.hasVariables()) {
      exchange
          .getVariables()
          .forEach(
              (name, value) -> {
                if (name.startsWith(PREFIX)) {
                  outputs.set(name, JSON.<JsonNode>valueToTree(value).deepCopy());
                }
              });
    }
    return outputs;
  }

  /** Those of {@code after} that {@code before} lacks or has otherwise. */
  static ObjectNode changed(ObjectNode before, ObjectNode after) {
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    after
        .properties()
        .forEach(
            output -> {
              if (!output.getValue().equals(before.get(output.getKey()))) {
                changed.set(output.getKey(), output.getValue());
              }
            });
    return changed;
  }

  /** Puts outputs back on an exchange. */
  static void restore(Exchange exchange, ObjectNode outputs) {
    outputs
        .properties()
        .forEach(output -> exchange.setVariable(output.getKey(), output.getValue().deepCopy()));
  }
}
