package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Genesys' JavaScript SDK, and the public tutorial's flow on it, work against the simulator. */
@Tag("peer")
@Tag("node")
class JavaScriptSdkTest {
  private static final Path SCRIPTS = Path.of("src/test/js");

  @Test
  void theSuiteOfTheJavaScriptSdkPasses() throws Exception {
    assertThat(Files.isDirectory(SCRIPTS.resolve("node_modules")))
        .as("src/test/sh/install-peers.sh was run")
        .isTrue();
    try (Simulator simulator = Simulator.start(SimulatorOptions.inMemory())) {
      String output = node(simulator);
      assertThat(output).contains("# fail 0").contains("# pass 15");
    }
  }

  private static String node(Simulator simulator) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            "node",
            "--test",
            "--test-reporter=tap",
            "resources.test.mjs",
            "premises.test.mjs",
            "tutorial.test.mjs",
            "channels.test.mjs");
    builder.directory(SCRIPTS.toFile()).redirectErrorStream(true);
    builder.environment().put("SIMULATOR_PORT", String.valueOf(simulator.port()));
    builder.environment().put("CERTIFICATE", TestCertificate.selfSigned());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
