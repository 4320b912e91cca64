package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Collects the bodies of a split's parts into one JSON array, in their order. */
public final class JsonArrayStrategy implements AggregationStrategy {
  @Override
  public Exchange aggregate(@Nullable Exchange before, Exchange part) {
    if (part.getException() != null) {
      return part;
    }
    ArrayNode all =
        before == null
            ? JsonNodeFactory.instance.arrayNode()
            : before.getMessage().getBody(ArrayNode.class);
    all.add(part.getMessage().getBody(JsonNode.class));
    part.getMessage().setBody(all);
    return part;
  }
}
