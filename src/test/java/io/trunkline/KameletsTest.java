package io.trunkline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever copies a kamelet finds out from it what it does and what it wants. */
class KameletsTest {
  static List<Path> kamelets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("kamelets"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kamelets")
  void everyKameletSaysWhatItDoesAndWhatItWants(Path file) throws IOException {
    JsonNode kamelet = new YAMLMapper().readTree(Files.readString(file));
    JsonNode definition = kamelet.at("/spec/definition");
    assertThat(file.getFileName().toString())
        .isEqualTo(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
    assertThat(definition.path("title").asText()).isNotBlank();
    assertThat(definition.path("description").asText()).endsWith(".");
    String template = kamelet.at("/spec/template").toString();
    for (Map.Entry<String, JsonNode> property : definition.path("properties").properties()) {
      for (String said : new String[] {"title", "description", "type", "example"}) {
        assertThat(property.getValue().has(said)).as(property.getKey() + " " + said).isTrue();
      }
      assertThat(template).contains("{{" + property.getKey() + "}}");
    }
    for (JsonNode required : definition.path("required")) {
      assertThat(definition.at("/properties/" + required.asText()).has("default")).isFalse();
    }
    assertThat(Files.readString(Path.of("docs/connectors.md")))
        .contains(kamelet.at("/metadata/name").asText());
  }
}
