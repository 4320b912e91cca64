package io.trunkline.sip.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program beside the test, with its output in a file; ended with the test, by its own id. */
final class ExternalProcess implements AutoCloseable {
  private final Process process;
  private final Path output;

  private ExternalProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Skips the test with a plain message when a program is missing. */
  static void require(String... programs) {
    for (String program : programs) {
      boolean found =
          Arrays.stream((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      Assumptions.assumeTrue(
          found, program + " is missing; src/test/sh/install-peers.sh fetches it");
    }
  }

  static ExternalProcess start(Path output, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new ExternalProcess(process, output);
  }

  /** Waits for a condition; fails with the program's output when it ends before. */
  ExternalProcess until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              if (!process.isAlive() && !condition.call()) {
                throw new IllegalStateException("it ended early: " + output());
              }
              return condition.call();
            });
    return this;
  }

  String output() throws IOException {
    return Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end and returns the exit code. */
  int exitCode() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after two minutes");
    }
    return process.exitValue();
  }

  /** Asks it to stop. */
  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (process.isAlive()) {
      process.destroyForcibly();
    }
  }

  /** Whether somebody listens on this UDP port of the machine. */
  static boolean udpBound(int port) throws IOException {
    String wanted = ":%04X ".formatted(port);
    return Files.readAllLines(Path.of("/proc/net/udp")).stream().anyMatch(l -> l.contains(wanted));
  }

  /** Whether somebody listens on this TCP port of the machine (state 0A). */
  static boolean tcpListening(int port) throws IOException {
    String wanted = ":%04X 00000000:0000 0A".formatted(port);
    return Files.readAllLines(Path.of("/proc/net/tcp")).stream().anyMatch(l -> l.contains(wanted));
  }
}
