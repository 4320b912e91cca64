package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hooks that come while the service starts, at a port that has listened for a while by then. */
class StartGateTest {
  private static final int REFUSED_BY_THE_SCHEME = 401;

  @TempDir Path data;

  @Test
  void nobodyIsToldThatHooksAreNotServed() throws Exception {
    try (SimulatedOrgs orgs = new SimulatedOrgs()) {
      int port = ApiService.freePort();
      Map<String, String> settings =
          Map.of(
              "trunkline.server.port",
              String.valueOf(port),
              "trunkline.watch.orgs",
              "none",
              "trunkline.analytics",
              "off",
              "trunkline.hooks.ops.scheme",
              "standard-webhooks",
              "trunkline.hooks.ops.secret",
              "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
      CompletableFuture<List<HttpResponse<String>>> answers =
          CompletableFuture.supplyAsync(() -> untilServed(port));
      try (Service service =
          Service.start(Mode.SERVICE, ProvisioningHarness.settings(orgs, data, settings))) {
        List<HttpResponse<String>> all = answers.join();
        assertThat(service.url()).endsWith(":" + port);
        List<HttpResponse<String>> early = all.subList(0, all.size() - 1);
        assertThat(early).isNotEmpty();
        early.forEach(
            each -> {
              ApiService.assertProblem(each, 503, "unavailable");
              assertThat(each.headers().firstValue("Retry-After")).contains("2");
            });
        assertThat(all.get(all.size() - 1).statusCode()).isEqualTo(REFUSED_BY_THE_SCHEME);
      }
    }
  }

  /** All answers until the first that is not 503. */
  private static List<HttpResponse<String>> untilServed(int port) {
    HttpRequest hook =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hooks/ops"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    HttpClient client = HttpClient.newHttpClient();
    List<HttpResponse<String>> answers = new ArrayList<>();
    while (answers.isEmpty() || answers.get(answers.size() - 1).statusCode() == 503) {
      try {
        answers.add(client.send(hook, BodyHandlers.ofString()));
      } catch (ConnectException e) {
        Thread.onSpinWait();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return answers;
  }
}
