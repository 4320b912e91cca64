package io.trunkline.api;

import static io.trunkline.api.ApiService.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.event.outbox.Receiver;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team adds a sink of its own to the running service: two files, no restart, no Java. */
@Tag("slow")
class NewSinkTest {
  private static final String ROUTE = "routes/pager.camel.yaml";

  @TempDir Path home;
  private EditedRoutes routes;
  private Receiver pager;
  private final List<String> pages = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    pager =
        new Receiver(
            (headers, body) -> {
              pages.add(body);
              return 200;
            });
    routes = new EditedRoutes(home);
    routes.save(
        "kamelets/pager-sink.kamelet.yaml",
        """
        apiVersion: camel.apache.org/v1
        kind: Kamelet
        metadata:
          name: pager-sink
        spec:
          definition:
            title: Pager
            properties:
              url: {type: string}
              team: {type: string}
          template:
            from:
              uri: kamelet:source
              steps:
                - setBody:
                    simple: "{{team}}: ${header.CamelTrunkEventsId}"
                - to:
                    uri: "{{url}}"
                    parameters: {httpMethod: POST}
        """);
  }

  @AfterEach
  void stop() {
    routes.close();
    pager.close();
  }

  private String route(String team) {
    return """
    - route:
        id: sink-pager
        from:
          uri: trunk-events:pager
          steps:
            - kamelet:
                name: pager-sink
                parameters: {url: "%s", team: "%s"}
    """
        .formatted(pager.url(), team);
  }

  /** Sends a test event; while routes are exchanged the API says: come again. */
  private String told() {
    HttpResponse<String> answer =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> routes.api.post("/api/sinks/test", ""),
                each -> each.statusCode() != 503 && each.statusCode() != 404);
    assertThat(answer.statusCode()).isEqualTo(202);
    return json(answer).path("id").asText();
  }

  private List<String> sinks() {
    return json(routes.api.get("/api/sinks")).path("sinks").findValuesAsText("name");
  }

  private void arrived(String team, String id) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(pages).contains(team + ": " + id));
  }

  @Test
  void eventsFlowOnceTheFileIsThereThroughItsEditsAndAgainAfterItWasAway() {
    assertThat(sinks()).doesNotContain("pager");
    routes.save(ROUTE, route("night"));
    await().atMost(Duration.ofSeconds(60)).until(() -> sinks().contains("pager"));
    arrived("night", told());

    // Told while the route is exchanged: nothing is lost.
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      told.add(told());
      if (i == 10) {
        routes.save(ROUTE, route("day"));
      }
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> pages.stream().filter(page -> told.contains(id(page))).count() >= 40);
    assertThat(pages.stream().map(NewSinkTest::id).filter(told::contains).distinct())
        .containsExactlyInAnyOrderElementsOf(told);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              String id = told();
              await().until(() -> pages.stream().anyMatch(page -> id(page).equals(id)));
              return pages.contains("day: " + id);
            });

    routes.delete(ROUTE);
    await().atMost(Duration.ofSeconds(60)).until(() -> !routes.files().contains(ROUTE));
    String meanwhile = told();
    await().atMost(Duration.ofSeconds(60)).until(() -> behind("pager") == 1);
    assertThat(pages).noneMatch(page -> id(page).equals(meanwhile));

    routes.save(ROUTE, route("back"));
    arrived("back", meanwhile);
    assertThat(routes.problems()).isEmpty();
  }

  private static String id(String page) {
    return page.substring(page.indexOf(' ') + 1);
  }

  private int behind(String sink) {
    for (JsonNode each : json(routes.api.get("/api/sinks")).path("sinks")) {
      if (each.path("name").asText().equals(sink)) {
        return each.path("behind").asInt();
      }
    }
    return -1;
  }
}
