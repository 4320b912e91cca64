package io.trunkline.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.service.RunningService;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Talks to the running service as any client of its API. A service that asks for a password gets
 * the one of the variables {@code TRUNKLINE_USER} and {@code TRUNKLINE_PASSWORD}.
 */
final class ServiceClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI url;
  private final HttpClient http;

  ServiceClient(RunningService service) {
    this.url = service.url();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    String user = System.getenv("TRUNKLINE_USER");
    String password = System.getenv("TRUNKLINE_PASSWORD");
    if (user != null && password != null) {
      builder.authenticator(
          new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
              return new PasswordAuthentication(user, password.toCharArray());
            }
          });
    }
    this.http = builder.version(HttpClient.Version.HTTP_1_1).build();
  }

  /** Where the service answers, for messages. */
  URI url() {
    return url;
  }

  /**
   * Reads.
   *
   * @throws CommandException with the service's own words when it refuses
   */
  JsonNode get(String path) {
    return json(send(request(path).timeout(PATIENCE).build(), BodyHandlers.ofString()));
  }

  /**
   * Reads what is no JSON.
   *
   * @throws CommandException with the service's own words when it refuses
   */
  String text(String path) {
    HttpResponse<String> answer =
        send(request(path).timeout(PATIENCE).build(), BodyHandlers.ofString());
    return answer.statusCode() < 300 ? answer.body() : json(answer).toString();
  }

  /** Posts a body, which may be empty, with headers. */
  JsonNode post(String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return json(send(request.build(), BodyHandlers.ofString()));
  }

  /**
   * Reads server-sent events until the stream ends.
   *
   * @param reader takes each event's name and data
   */
  void events(String path, BiConsumer<String, JsonNode> reader) {
    HttpResponse<Stream<String>> answer = send(request(path).build(), BodyHandlers.ofLines());
    String event = "";
    try (Stream<String> lines = answer.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("event: ")) {
          event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          reader.accept(event, parse(line.substring("data: ".length())));
        }
      }
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path));
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "the service at " + url + " does not answer: " + e.getMessage(),
          "See its log. A service that asks for a password needs TRUNKLINE_USER and"
              + " TRUNKLINE_PASSWORD.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.FAILED, "interrupted", "The service goes on by itself.");
    }
  }

  private JsonNode json(HttpResponse<String> answer) {
    if (answer.statusCode() < 300) {
      return parse(answer.body());
    }
    JsonNode problem = problem(answer.body());
    throw new ServiceRefusal(answer.statusCode(), problem);
  }

  private static JsonNode problem(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode().put("detail", body);
    }
  }

  private JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "what answers at " + url + " is not Trunkline",
          "Stop it, or delete service.json in the data folder.");
    }
  }
}
