package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while a command waits for an org that is away, for minutes from now. */
class SignalledCommandTest {
  private static final int SIGTERM = 128 + 15;

  /** Half of what Camel's own hook waits for a context that nobody stops. */
  private static final long PATIENCE_SECONDS = 22;

  @TempDir Path data;

  @Test
  void aCommandEndsAtOnce() throws Exception {
    String away = "http://127.0.0.1:" + closedPort();
    Path output = data.resolve("output.txt");
    Process command =
        CommandRun.process(
                output,
                "provision",
                "examples/carrier.yaml",
                "--data",
                data.resolve("data").toString(),
                "--set=trunkline.simulator=off",
                "--set=trunkline.orgs.test.apiUrl=" + away,
                "--set=trunkline.orgs.test.loginUrl=" + away,
                "--set=trunkline.orgs.test.clientId=a",
                "--set=trunkline.orgs.test.clientSecret=b",
                "--set=trunkline.outage.delay=600000",
                "--set=trunkline.outage.longest-delay=600000")
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> Files.readString(output).contains("trying again"));

      command.destroy();

      assertThat(command.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(command.exitValue()).isEqualTo(SIGTERM);
    } finally {
      command.destroyForcibly();
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
