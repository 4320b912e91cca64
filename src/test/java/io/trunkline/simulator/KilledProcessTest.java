package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed simulator has lost nothing that it had acknowledged, and its state can be read. */
@Tag("slow")
class KilledProcessTest {
  @Test
  void everyAcknowledgedWriteIsThereAfterAKill(@TempDir Path folder) throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      Process process = start(folder);
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        int port = Integer.parseInt(out.readLine());
        SimulatorClient client =
            SimulatorClient.loggedIn(URI.create("http://127.0.0.1:" + port), "simulator");
        Thread killer = killAfterSomeWrites(process, acknowledged.size() + 150, acknowledged);
        writeUntilItDies(client, acknowledged);
        killer.join();
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    try (Simulator survivor =
        Simulator.start(SimulatorOptions.inMemory().withStateFolder(folder))) {
      SimulatorClient client = SimulatorClient.loggedIn(survivor);
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(450);
      for (String id : acknowledged) {
        assertThat(client.get("/api/v2/locations/" + id).status()).isEqualTo(200);
      }
    }
  }

  private static Thread killAfterSomeWrites(
      Process process, int writes, List<String> acknowledged) {
    Thread killer =
        new Thread(
            () -> {
              synchronized (acknowledged) {
                while (acknowledged.size() < writes) {
                  try {
                    acknowledged.wait();
                  } catch (InterruptedException e) {
                    return;
                  }
                }
              }
              process.destroyForcibly();
            });
    killer.start();
    return killer;
  }

  private static void writeUntilItDies(SimulatorClient client, List<String> acknowledged) {
    try {
      for (int i = 0; i < 1_000_000; i++) {
        String id = client.location("L" + i);
        synchronized (acknowledged) {
          acknowledged.add(id);
          acknowledged.notifyAll();
        }
      }
    } catch (UncheckedIOException e) {
      // The process is dead; the last write was not acknowledged.
    }
  }

  private static Process start(Path folder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "-Xshare:auto",
            SimulatorProcess.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
