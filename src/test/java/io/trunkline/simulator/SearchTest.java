package io.trunkline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.simulator.SimulatorClient.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each type and operator of the location search finds what it says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {
  private static final String SEARCH = "/api/v2/locations/search";

  private Simulator simulator;
  private SimulatorClient client;

  @BeforeAll
  void start() throws SimulatorException {
    simulator = Simulator.start(SimulatorOptions.inMemory());
    client = SimulatorClient.loggedIn(simulator);
    for (String[] one :
        new String[][] {
          {"Berlin HQ", "Berlin"}, {"Berlin Lab", "Berlin"}, {"Paris HQ", "Paris"}, {"Cellar", ""}
        }) {
      String address = one[1].isEmpty() ? "" : ",\"address\":{\"city\":\"" + one[1] + "\"}";
      client.post("/api/v2/locations", "{\"name\":\"" + one[0] + "\"" + address + "}");
    }
  }

  @AfterAll
  void stop() {
    simulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "EXACT,name,berlin hq,Berlin HQ",
    "EXACT,address.city,Berlin,Berlin HQ|Berlin Lab",
    "STARTS_WITH,name,Ber,Berlin HQ|Berlin Lab",
    "STARTS_WITH,name,H,Berlin HQ|Paris HQ",
    "CONTAINS,name,ell,Cellar",
    "REGEX,name,P.*Q,Paris HQ",
    "TERM,name,lab,Berlin Lab",
    "TERMS,name,hq,Berlin HQ|Paris HQ",
    "EXACT,name,nothing,''",
  })
  void aTypeFindsItsValue(String type, String field, String value, String expected) {
    assertThat(
            names(
                """
                {"query":[{"type":"%s","fields":["%s"],"value":"%s"}]}
                """
                    .formatted(type, field, value)))
        .isEqualTo(expected);
  }

  @Test
  void requiredFieldsFindsThoseThatHaveThem() {
    assertThat(names("{\"query\":[{\"type\":\"REQUIRED_FIELDS\",\"fields\":[\"address.city\"]}]}"))
        .isEqualTo("Berlin HQ|Berlin Lab|Default PCV Location|Paris HQ");
  }

  @Test
  void criteriaAreJoinedByTheirOperators() {
    String berlin = "{\"type\":\"EXACT\",\"fields\":[\"address.city\"],\"value\":\"Berlin\"";
    String lab = "{\"type\":\"CONTAINS\",\"fields\":[\"name\"],\"value\":\"lab\"";
    String paris = "{\"type\":\"EXACT\",\"fields\":[\"address.city\"],\"value\":\"Paris\"";
    assertThat(names("{\"query\":[" + berlin + "}," + lab + ",\"operator\":\"AND\"}]}"))
        .isEqualTo("Berlin Lab");
    assertThat(names("{\"query\":[" + berlin + "}," + lab + ",\"operator\":\"NOT\"}]}"))
        .isEqualTo("Berlin HQ");
    assertThat(names("{\"query\":[" + lab + "}," + paris + ",\"operator\":\"OR\"}]}"))
        .isEqualTo("Berlin Lab|Paris HQ");
    assertThat(names("{\"query\":[{\"group\":[" + lab + "}," + paris + ",\"operator\":\"OR\"}]}]}"))
        .isEqualTo("Berlin Lab|Paris HQ");
  }

  @Test
  void severalValuesAreAlternatives() {
    assertThat(
            names(
                "{\"query\":[{\"type\":\"TERMS\",\"fields\":[\"name\"],\"values\":[\"lab\",\"cellar\"]}]}"))
        .isEqualTo("Berlin Lab|Cellar");
  }

  @Test
  void resultsAreSortedAndPaged() {
    String all = "\"query\":[{\"type\":\"MATCH_ALL\"}]";
    assertThat(names("{\"sortBy\":\"name\",\"sortOrder\":\"DESC\",\"pageSize\":2," + all + "}"))
        .isEqualTo("Paris HQ|Default PCV Location");
    assertThat(names("{\"pageSize\":2,\"pageNumber\":3," + all + "}")).isEqualTo("Paris HQ");
    assertThat(
            names(
                "{\"sort\":[{\"sortBy\":\"name\",\"sortOrder\":\"DESC\"}],\"pageSize\":1,"
                    + all
                    + "}"))
        .isEqualTo("Paris HQ");
  }

  @Test
  void aSearchMayComeEncodedInTheAddress() {
    String request =
        "{\"query\":[{\"type\":\"EXACT\",\"fields\":[\"name\"],\"value\":\"Cellar\"}]}";
    String q64 = Base64.getUrlEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8));
    assertThat(client.get(SEARCH + "?q64=" + q64).text("/results/0/name")).isEqualTo("Cellar");
    assertThat(client.get(SEARCH + "?q64=%21").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"query\":[{\"type\":\"NEAR\",\"fields\":[\"name\"],\"value\":\"x\"}]}'",
    "'{\"query\":[{\"type\":\"REGEX\",\"fields\":[\"name\"],\"value\":\"(\"}]}'",
    "'{\"query\":[{\"type\":\"MATCH_ALL\",\"operator\":\"XOR\"}]}'",
    "'{\"pageSize\":0}'",
    "'{\"sortOrder\":\"UP\"}'",
  })
  void aSearchThatMakesNoSenseIsRefused(String request) {
    assertThat(client.post(SEARCH, request).status()).isEqualTo(400);
  }

  private String names(String request) {
    Reply reply = client.post(SEARCH, request);
    assertThat(reply.status()).isEqualTo(200);
    return String.join("|", reply.body().path("results").findValuesAsText("name"));
  }
}
