package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signers that others wrote post to the running service. */
@Tag("peer")
@Tag("node")
class HookSignersTest {
  private static final Path SCRIPTS = Path.of("src/test/js");
  private static final String FIRST = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String SECOND = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
  private static final String HUB = "It's a Secret to Everybody";

  @Test
  void signersFromNpmAreLetInAndForgersAreNot(@TempDir Path data) throws Exception {
    assertThat(Files.isDirectory(SCRIPTS.resolve("node_modules")))
        .as("src/test/sh/install-peers.sh was run")
        .isTrue();
    try (ApiService api =
        new ApiService(
            data,
            Map.of(
                "trunkline.hooks.std.scheme", "standard-webhooks",
                "trunkline.hooks.std.secret", FIRST,
                "trunkline.hooks.std.secret.2", SECOND,
                "trunkline.hooks.hub.scheme", "github",
                "trunkline.hooks.hub.secret", HUB))) {
      ProcessBuilder builder =
          new ProcessBuilder("node", "--test", "--test-reporter=tap", "hooks.test.mjs");
      builder.directory(SCRIPTS.toFile()).redirectErrorStream(true);
      builder
          .environment()
          .putAll(
              Map.of(
                  "HOOKS_URL", api.service.url(),
                  "HOOKS_SECRET", FIRST,
                  "HOOKS_SECOND", SECOND,
                  "HUB_SECRET", HUB));
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("# fail 0").contains("# pass 3");
    }
  }
}
