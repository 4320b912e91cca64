package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.Trunkline;
import io.trunkline.connection.SpecReader;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The org's process is killed while a run writes; a later run completes it, and nothing is there
 * twice.
 */
@Tag("slow")
class OrgDiesMidRunTest {
  private static final int CONNECTIONS = 20;

  @TempDir Path folder;

  @Test
  void theRunFailsClearlyAndALaterOneCompletesItWithoutDuplicates() throws Exception {
    int port = freePort();
    String spec = Specs.many(CONNECTIONS);
    Process org = simulate(port);
    try (Service service = service(port)) {
      RemoteOrg remote = new RemoteOrg("http://127.0.0.1:" + port);
      remote.await();
      remote.control("PATCH", "settings", "{\"latencyMs\": 100}");
      Run run = start(service, spec);
      await().atMost(Duration.ofMinutes(1)).until(() -> remote.writes().size() >= CONNECTIONS);
      org.destroyForcibly().waitFor();

      Run failed = end(service, run);
      assertThat(failed.state()).isEqualTo(RunState.FAILED);
      assertThat(failed.states())
          .anySatisfy(
              state -> assertThat(String.valueOf(state.problem())).contains("is unavailable"));

      org = simulate(port);
      remote.await();
      assertThat(end(service, start(service, spec)).state()).isEqualTo(RunState.SUCCEEDED);
      assertThat(names(remote, "/api/v2/locations")).hasSize(CONNECTIONS).doesNotHaveDuplicates();
      String edges = "/api/v2/telephony/providers/edges";
      assertThat(names(remote, edges + "/sites")).hasSize(CONNECTIONS).doesNotHaveDuplicates();
      assertThat(names(remote, edges + "/trunkbasesettings"))
          .hasSize(CONNECTIONS)
          .doesNotHaveDuplicates();
    } finally {
      org.destroyForcibly();
    }
  }

  private static Run start(Service service, String spec) throws Exception {
    Provisioning provisioning = service.bean(Provisioning.class);
    PlannedOrg planned =
        provisioning.plan(SpecReader.read(spec, "spec.yaml").spec(), spec, null).get(0);
    return provisioning.start(planned, "test", "", false, null);
  }

  private static Run end(Service service, Run run) {
    return service.bean(RunEngine.class).await(run.id(), Duration.ofMinutes(3)).join();
  }

  private static List<String> names(RemoteOrg org, String path) {
    List<String> names = new ArrayList<>();
    for (JsonNode object : org.api("GET", path + "?pageSize=100", "").path("entities")) {
      if (object.path("name").asText().startsWith("carrier-")) {
        names.add(object.path("name").asText());
      }
    }
    return names;
  }

  private Process simulate(int port) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Trunkline.class.getName(),
            "simulate",
            "--port",
            String.valueOf(port),
            "--state",
            folder.resolve("org").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("simulator.log").toFile())
        .start();
  }

  private Service service(int port) throws IOException {
    String url = "http://127.0.0.1:" + port;
    Map<String, String> settings = new HashMap<>();
    settings.put("trunkline.data", Files.createDirectories(folder.resolve("data")).toString());
    settings.put("trunkline.simulator", "off");
    settings.put("trunkline.orgs.test.apiUrl", url);
    settings.put("trunkline.orgs.test.loginUrl", url);
    settings.put("trunkline.orgs.test.clientId", "simulator");
    settings.put("trunkline.orgs.test.clientSecret", "simulator");
    settings.put("trunkline.orgs.test.callsPerMinute", "1000000");
    settings.put("trunkline.outage.retries", "2");
    settings.put("trunkline.outage.delay", "50");
    return Service.start(Mode.COMMAND, settings);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
