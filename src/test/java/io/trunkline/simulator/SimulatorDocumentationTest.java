package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import io.trunkline.simulator.resource.Api;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The published tables and the OpenAPI description say what the program does. Run with {@code
 * -Dsimulator.docs=write} to write them anew.
 */
class SimulatorDocumentationTest {
  private static final Path GUIDE = Path.of("docs/simulator.md");
  private static final Path OPEN_API = Path.of("docs/simulator-openapi.json");

  private final SimulatorDocumentation documentation = new SimulatorDocumentation();

  @Test
  void theGuideHoldsTheTablesOfTheProgram() throws IOException {
    String guide = Files.readString(GUIDE);
    String expected = section(guide, "coverage", documentation.coverage());
    expected = section(expected, "settings", documentation.settings());
    if (writes()) {
      Files.writeString(GUIDE, expected);
    }
    assertThat(Files.readString(GUIDE)).isEqualTo(expected);
  }

  @Test
  void theOpenApiDescriptionIsOfTheProgram() throws IOException {
    ObjectNode expected = documentation.openApi();
    if (writes()) {
      String text =
          Json.MAPPER
              .writer()
              .with(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(expected);
      Files.writeString(OPEN_API, text + "\n");
    }
    assertThat(Json.MAPPER.readTree(Files.readString(OPEN_API))).isEqualTo(expected);
  }

  @Test
  void everyReferenceOfTheOpenApiDescriptionLeadsSomewhere() {
    ObjectNode openApi = documentation.openApi();
    for (JsonNode reference : openApi.findValues("$ref")) {
      assertThat(openApi.at(reference.asText().substring(1)).isMissingNode())
          .as(reference.asText())
          .isFalse();
    }
  }

  @Test
  void everySettingThatAnOperationNamesIsThere() {
    for (Operation operation : new Api(List::of, token -> {}).surface().operations()) {
      assertThat(Settings.catalog().keySet())
          .as(operation.path())
          .containsAll(operation.settings());
    }
  }

  private static boolean writes() {
    return "write".equals(System.getProperty("simulator.docs"));
  }

  private static String section(String guide, String name, String content) {
    String begin = "<!-- begin " + name + " -->\n";
    String end = "<!-- end " + name + " -->";
    int from = guide.indexOf(begin) + begin.length();
    return guide.substring(0, from) + content + guide.substring(guide.indexOf(end));
  }
}
