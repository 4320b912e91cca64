package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.org.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell commands of the guide do what the guide says, in its order. */
@Tag("peer")
class SimulatorGuideTest {
  private static final Pattern SHELL = Pattern.compile("```bash\n(.*?)\n```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theCommandsOfTheGuidePrintWhatItShows() throws Exception {
    List<String> blocks = new ArrayList<>();
    Matcher found = SHELL.matcher(Files.readString(Path.of("docs/simulator.md")));
    while (found.find()) {
      blocks.add(found.group(1));
    }
    String script = String.join("\n", blocks);
    assertThat(blocks).hasSizeGreaterThan(1);
    String shown =
        script
            .lines()
            .filter(line -> line.startsWith("# "))
            .map(line -> line.substring(2))
            .reduce("", (before, line) -> before + line + "\n");
    try (Simulator simulator = Simulator.start(SimulatorOptions.inMemory())) {
      assertThat(bash(script.replace("http://127.0.0.1:8085", simulator.uri().toString())))
          .isEqualTo(shown);
    }
    JsonNode export = Json.MAPPER.readTree(folder.resolve("anonymous.json").toFile());
    SimulatorOptions options =
        SimulatorOptions.inMemory().withOrganization(folder.resolve("anonymous.json"));
    try (Simulator simulator = Simulator.start(options)) {
      assertThat(
              SimulatorClient.loggedIn(simulator)
                  .get("/api/v2/locations")
                  .body()
                  .path("total")
                  .asInt())
          .isEqualTo(export.path("locations").size())
          .isEqualTo(2);
    }
  }

  private String bash(String script) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectError(errors.toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output + Files.readString(errors)).isZero();
    return output;
  }
}
