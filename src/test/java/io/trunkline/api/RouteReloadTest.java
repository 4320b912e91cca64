package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.provisioning.Specs;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to route files while the service runs, seen by its clients. */
class RouteReloadTest {
  private static final String GREETING = "routes/greeting.camel.yaml";

  @TempDir static Path home;
  static EditedRoutes routes;

  @BeforeAll
  static void start() {
    routes = new EditedRoutes(home);
  }

  @AfterAll
  static void stop() {
    routes.close();
  }

  @AfterEach
  void undoEdits() {
    routes.restore();
  }

  private static String greeting(String id, String path, String text) {
    return """
    - route:
        id: %s
        from:
          uri: platform-http:%s
          steps:
            - setBody:
                constant: %s
    """
        .formatted(id, path, text);
  }

  @Test
  void aNewFileRunsItsEditIsTakenOverAndItsEndIsSeen() {
    routes.save(GREETING, greeting("greet", "/greet", "one"));
    routes.answers("/greet", "one");

    routes.save(GREETING, greeting("greet", "/greet", "two"));
    routes.answers("/greet", "two");

    routes.save(GREETING, greeting("greet-anew", "/greet", "three"));
    routes.answers("/greet", "three");
    assertThat(routes.status().path("files").toString()).contains("greet-anew");

    routes.delete(GREETING);
    routes.unserved("/greet");
    assertThat(routes.files()).doesNotContain(GREETING);
  }

  @Test
  void aNewSinkGetsWhatAnotherFileSendsIt() {
    routes.save("routes/sink.camel.yaml", sink("kept"));
    routes.save(
        GREETING,
        greeting("greet", "/greet", "sent").stripTrailing() + "\n        - to: direct:sink\n");
    routes.answers("/greet", "kept");

    routes.save("routes/sink.camel.yaml", sink("kept otherwise"));
    routes.answers("/greet", "kept otherwise");
  }

  private static String sink(String text) {
    return """
    - route:
        id: sink
        from:
          uri: direct:sink
          steps:
            - setBody:
                constant: %s
    """
        .formatted(text);
  }

  @Test
  void aSyntaxErrorLeavesTheOldRouteAndNamesFileAndLine() {
    routes.save(GREETING, greeting("greet", "/greet", "one"));
    routes.answers("/greet", "one");

    routes.save(GREETING, greeting("greet", "/greet", "two").replace("setBody:", "setBodi:"));

    JsonNode problem = routes.refused();
    assertThat(problem.path("file").asText()).isEqualTo(GREETING);
    assertThat(problem.path("line").asInt()).isEqualTo(6);
    assertThat(problem.path("reason").asText()).contains("setBodi");
    assertThat(routes.api.get("/greet").body()).isEqualTo("one");
    JsonNode health = json(routes.api.get("/health"));
    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(health.toString()).contains(GREETING + ":6: ");

    routes.save(GREETING, greeting("greet", "/greet", "two"));
    routes.answers("/greet", "two");
    assertThat(routes.problems()).isEmpty();
  }

  @Test
  void anUnknownComponentOptionBeanOrConfigurationIsRefusedWithItsLine() {
    routes.save(GREETING, greeting("greet", "/greet", "one"));
    routes.answers("/greet", "one");
    String base = greeting("greet", "/greet", "two").stripTrailing();

    refused(base + "\n        - to: nowhere:at-all\n", 8, "nowhere");
    refused(base + "\n        - to: genesys:site?operation=ensure&colour=red\n", 8, "colour");
    refused(base + "\n        - to: direct:{{no.such.setting}}\n", 8, "no.such.setting");
    refused(base + "\n        - bean:\n            ref: nobody\n", 8, "nobody");
    refused(
        base.replace("    id: greet\n", "    id: greet\n    routeConfigurationId: gnesys\n"),
        1,
        "gnesys");
    assertThat(routes.api.get("/greet").body()).isEqualTo("one");
  }

  private static void refused(String text, int line, String reason) {
    routes.save(GREETING, text);
    Awaitility.await().until(() -> routes.problems().toString().contains(reason));
    assertThat(routes.problems().get(0).path("line").asInt()).isEqualTo(line);
  }

  @Test
  void anIdOrAnEntryThatAnotherFileHasIsRefused() {
    routes.save(GREETING, greeting("api-plan", "/greet", "one"));
    assertThat(routes.refused().path("reason").asText()).contains("api-plan is taken");

    routes.save(GREETING, sink("mine").replace("direct:sink", "direct:api-plan"));
    Awaitility.await().until(() -> routes.problems().toString().contains("begins at"));
    assertThat(routes.api.post("/api/plan", Specs.one("acme")).statusCode()).isEqualTo(200);
  }

  @Test
  void oneBadFileDoesNotKeepAGoodOneOut() {
    routes.save("routes/bad.camel.yaml", "- route: [\n");
    routes.save(GREETING, greeting("greet", "/greet", "one"));

    routes.answers("/greet", "one");
    assertThat(routes.refused().path("file").asText()).isEqualTo("routes/bad.camel.yaml");
  }

  @Test
  void whatOnlyAStartCanTellIsPutBack() {
    routes.save(GREETING, greeting("greet", "/greet", "one"));
    routes.answers("/greet", "one");

    // The expression is compiled when the route is made.
    routes.save(
        GREETING, greeting("greet", "/greet", "two").replace("constant: two", "simple: ${body"));

    assertThat(routes.refused().path("file").asText()).isEqualTo(GREETING);
    routes.answers("/greet", "one");
  }

  @Test
  void errorHandlersAndTheApiItselfAreExchangedWhileTheyServe() {
    String errors = routes.text("routes/errors.camel.yaml");
    String api = routes.text("routes/api.camel.yaml");
    routes.save("routes/errors.camel.yaml", errors + "\n# edited\n");
    routes.save(
        "routes/api.camel.yaml", api + greeting("greet", "/api/greet", "from the API's file"));

    routes.answers("/api/greet", "from the API's file");
    routes.unserved("/api/nothing");
    assertThat(routes.api.get("/api/runs").statusCode()).isEqualTo(200);
    JsonNode run =
        json(routes.api.post("/api/runs?wait=60s", Specs.one("after-" + System.nanoTime())));
    assertThat(run.path("state").asText()).isEqualTo("succeeded");
  }

  @Test
  void aKameletAndItsUserAreExchanged() {
    routes.save("kamelets/shout.kamelet.yaml", kamelet("loud"));
    routes.save(
        GREETING,
        greeting("greet", "/greet", "quiet").stripTrailing() + "\n        - to: kamelet:shout\n");
    routes.answers("/greet", "loud");

    routes.save("kamelets/shout.kamelet.yaml", kamelet("louder"));
    routes.answers("/greet", "louder");
  }

  private static String kamelet(String text) {
    return """
    apiVersion: camel.apache.org/v1
    kind: Kamelet
    metadata:
      name: shout
    spec:
      definition:
        title: Shout
      template:
        from:
          uri: kamelet:source
          steps:
            - setBody:
                constant: %s
    """
        .formatted(text);
  }

  @Test
  void anErrorHandlerOfARouteConfigurationIsInForce() {
    routes.save(
        GREETING,
        """
        - routeConfiguration:
            id: rescuing
            errorHandler:
              deadLetterChannel:
                deadLetterUri: direct:rescue
        - route:
            id: greet
            routeConfigurationId: rescuing
            from:
              uri: platform-http:/greet
              steps:
                - throwException:
                    exceptionType: java.lang.IllegalStateException
                    message: nobody is there
        - route:
            id: rescue
            from:
              uri: direct:rescue
              steps:
                - setBody:
                    constant: rescued
        """);
    routes.answers("/greet", "rescued");
  }

  @Test
  void aRunUnderWayGoesOnWithTheNewStepsAndOneLineTellsOfIt() {
    LogLines log = LogLines.of("io.trunkline", "org.apache.camel");
    try (log) {
      aRunGoesOnWithTheNewSteps();
    }
    assertThat(log.of(Level.ERROR)).isEmpty();
    assertThat(log.of(Level.INFO).stream().filter(line -> line.startsWith("run ")))
        .singleElement()
        .asString()
        .endsWith("stopped between two steps until routes are exchanged");
  }

  private static void aRunGoesOnWithTheNewSteps() {
    routes.api.orgs.reset();
    routes.api.orgs.settings("{\"latencyMs\": 60}");
    String provisioning = routes.text("routes/provisioning.camel.yaml");
    String id = json(routes.api.post("/api/runs", Specs.many(8))).path("id").asText();
    Awaitility.await().until(() -> routes.api.orgs.writes().size() > 3);
    // The org is slow until the edit is in force, or the run would end before it.
    routes.api.orgs.settings("{\"latencyMs\": 3000}");

    String edited =
        provisioning.replace(
            "- to: direct:provision-outbound-routes\n",
            """
            - to: direct:provision-outbound-routes
                    - step:
                        id: announce
                        steps:
                          - setVariable:
                              name: step-announce
                              constant: told
            """);
    routes.save(
        "routes/provisioning.camel.yaml", edited + greeting("greet", "/greet", "announced"));
    routes.answers("/greet", "announced");
    routes.api.orgs.settings("{\"latencyMs\": 0}");

    JsonNode run =
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> json(routes.api.get("/api/runs/" + id)),
                now -> List.of("succeeded", "failed").contains(now.path("state").asText()));
    assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo("succeeded");
    assertThat(run.findValuesAsText("step").stream().filter("announce"::equals)).hasSize(8);
    assertThat(routes.api.orgs.writes()).as("nothing was made twice").hasSize(32);
  }

  @Test
  void savesThatTruncateFirstAreNeverSeenHalf() {
    routes.save(GREETING, greeting("greet", "/greet", "saved 0"));
    routes.answers("/greet", "saved 0");
    for (int i = 1; i <= 100; i++) {
      routes.save(GREETING, "");
      routes.save(GREETING, greeting("greet", "/greet", "saved " + i));
      HttpResponse<String> answer = routes.api.get("/greet");
      assertThat(answer.statusCode() == 503 || answer.body().startsWith("saved"))
          .as(answer.body())
          .isTrue();
    }
    routes.answers("/greet", "saved 100");
    assertThat(routes.problems()).isEmpty();
  }

  @Test
  @Tag("slow")
  void twoHundredRandomEditsEndWhereTheFilesAre() {
    Random random = new Random(42);
    routes.save(GREETING, greeting("greet", "/greet", "start"));
    routes.answers("/greet", "start");
    String last = "start";
    for (int i = 0; i < 200; i++) {
      String text = greeting("greet", "/greet", "edit-" + i);
      int from = random.nextInt(text.length());
      int to = from + 1 + random.nextInt(8);
      boolean damage = random.nextInt(3) > 0;
      String edited =
          damage ? text.substring(0, from) + text.substring(Math.min(to, text.length())) : text;
      routes.save(GREETING, edited);
      if (!damage) {
        routes.answers("/greet", "edit-" + i);
        last = "edit-" + i;
      }
      assertThat(routes.api.get("/api/runs").statusCode()).isEqualTo(200);
    }
    routes.save(GREETING, greeting("greet", "/greet", "end after " + last));
    routes.answers("/greet", "end after " + last);
    assertThat(routes.problems()).isEmpty();
  }
}
