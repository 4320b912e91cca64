package io.trunkline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /api/checks} against the simulated carrier. */
class CheckApiTest {
  /** Any variable that every environment has serves as the password. */
  private static final String VARIABLE = "PATH";

  @TempDir static Path data;
  private static SimulatedCarrier carrier;
  private static ApiService api;

  @BeforeAll
  static void start() {
    String password = Objects.requireNonNull(System.getenv(VARIABLE));
    carrier =
        SimulatedCarrier.start(
            new CarrierOptions(
                "127.0.0.1",
                0,
                "carrier.test",
                Map.of("carrier", password),
                List.of("SHA-256", "MD5"),
                "auth",
                3600));
    api = new ApiService(data, Map.of("trunkline.checks.password-env", VARIABLE));
  }

  @AfterAll
  static void stop() {
    api.close();
    carrier.close();
  }

  private static String uri() {
    return "sip:127.0.0.1:" + carrier.port();
  }

  private static HttpResponse<String> check(String body) {
    return api.post("/api/checks", body, "Content-Type", "application/json");
  }

  @Test
  void aCheckAnswersWithItsVerdictAndIsRemembered() {
    HttpResponse<String> answer = check("{\"target\": \"" + uri() + ";transport=tcp\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode verdict = ApiService.json(answer);
    assertThat(verdict.path("outcome").asText()).isEqualTo("ok");
    assertThat(verdict.path("transport").asText()).isEqualTo("tcp");
    JsonNode all = ApiService.json(api.get("/api/checks"));
    assertThat(all.path("checks").findValuesAsText("target")).contains(uri() + ";transport=tcp");
  }

  @Test
  void historyComesWithStatistics() {
    check("{\"target\": \"" + uri() + "\"}");
    check("{\"target\": \"" + uri() + "\"}");

    JsonNode series = ApiService.json(api.get("/api/checks?method=options&target=" + uri()));
    assertThat(series.path("history").size()).isGreaterThanOrEqualTo(2);
    assertThat(series.path("statistics").path("checks").asInt())
        .isEqualTo(series.path("history").size());
    assertThat(series.path("statistics").path("lossShare").asDouble()).isZero();
    assertThat(series.path("latest").path("target").asText()).isEqualTo(uri());
    assertThat(series.path("history").get(0).path("outcome").asText()).isEqualTo("ok");
  }

  @Test
  void aBindingIsMadeAndTakenAwayAndThePasswordIsNotShown() {
    String body =
        "{\"target\": \"%s\", \"method\": \"REGISTER\", \"user\": \"carrier\", \"bind\": true,"
            + " \"expires\": 30, \"timeout\": \"20s\", \"passwordEnv\": \"%s\"}";
    HttpResponse<String> answer = check(body.formatted(uri(), VARIABLE));

    JsonNode verdict = ApiService.json(answer);
    assertThat(verdict.path("outcome").asText()).as(answer.body()).isEqualTo("ok");
    assertThat(verdict.path("registration").path("grantedSeconds").asInt()).isEqualTo(30);
    assertThat(verdict.path("registration").path("removal").asText()).isEqualTo("removed");
    assertThat(answer.body()).doesNotContain(System.getenv(VARIABLE));
    assertThat(carrier.bindings("carrier")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | body",
        "not json | body",
        "{} | target",
        "{\"target\": \"sip:host:70000\"} | target",
        "{\"target\": \"host\", \"tragte\": 1} | tragte",
        "{\"target\": \"host\", \"expires\": [1]} | expires",
        "{\"target\": \"host\", \"expires\": 5} | expires",
        "{\"target\": \"host\", \"method\": \"INVITE\"} | method",
        "{\"target\": \"host\", \"transport\": \"sctp\"} | transport",
        "{\"target\": \"host\", \"bind\": true} | bind",
        "{\"target\": \"host\", \"timeout\": \"0\"} | timeout",
        "{\"target\": \"host\", \"timeout\": \"1h\"} | timeout",
        "{\"target\": \"host\", \"alive\": \"MAYBE\"} | alive",
        "{\"target\": \"host\", \"weakestDigest\": \"ROT13\"} | weakestDigest",
        "{\"target\": \"host\", \"oldestTls\": \"TLSv1\"} | oldestTls",
        "{\"target\": \"host\", \"passwordEnv\": \"PATH\"} | passwordEnv",
        "{\"target\": \"host\", \"user\": \"u\", \"passwordEnv\": \"HOME\"} | passwordEnv",
      })
  void badInputIsAProblemThatNamesTheField(String body, String field) {
    HttpResponse<String> answer = check(body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(ApiService.mediaType(answer)).isEqualTo("application/problem+json");
    JsonNode problem = ApiService.json(answer);
    assertThat(problem.path("field").asText()).isEqualTo(field);
    assertThat(problem.path("rule").asText()).isNotBlank();
    assertThat(problem.path("fix").asText()).isNotBlank();
  }

  @Test
  void anUnknownTargetHasNoHistory() {
    HttpResponse<String> answer = api.get("/api/checks?target=sip:never.example");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(ApiService.json(answer).path("field").asText()).isEqualTo("target");
  }
}
