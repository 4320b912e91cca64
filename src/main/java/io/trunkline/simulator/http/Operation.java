package io.trunkline.simulator.http;

import java.util.List;
import java.util.Locale;

/**
 * One operation of the simulated API, with what documentation and permission checks need.
 *
 * @param method HTTP method
 * @param path template such as {@code /api/v2/locations/{locationId}}
 * @param summary one line for the coverage table
 * @param source section of the fact sheet
 * @param permissions any of these is enough; empty when none is listed
 * @param query names of the query parameters that have an effect
 * @param settings names of the settings that change its behaviour, beside those that govern all
 * @param request model of the body, empty when there is none
 * @param response model of the answer, empty when there is none; {@code []} after it for an array
 * @param handler answers the call
 */
public record Operation(
    String method,
    String path,
    String summary,
    String source,
    List<String> permissions,
    List<String> query,
    List<String> settings,
    String request,
    String response,
    Handler handler) {

  /** Answers one call, or throws a {@link Refusal} before it changed anything. */
  @FunctionalInterface
  public interface Handler {
    Answer handle(Call call);
  }

  /** What the operation does to the organization when it succeeds. */
  public String effect() {
    boolean reads = method.equals("GET") || method.equals("HEAD") || path.endsWith("/search");
    if (reads || path.endsWith("/details") || path.startsWith("/api/v2/analytics/")) {
      return "none";
    }
    return switch (method.toUpperCase(Locale.ROOT)) {
      case "POST" -> "create";
      case "DELETE" -> "delete";
      default -> "update";
    };
  }

  /** Starts the description of an operation that answers with a model. */
  public static Operation of(String method, String path, String response, Handler handler) {
    List<String> none = List.of();
    return new Operation(method, path, "", "", none, none, none, "", response, handler);
  }

  /** Adds what it does and where that is known from. */
  public Operation does(String what, String where) {
    return new Operation(
        method, path, what, where, permissions, query, settings, request, response, handler);
  }

  /** Adds the permissions of which one is needed. */
  public Operation needs(String... anyOf) {
    return new Operation(
        method, path, summary, source, List.of(anyOf), query, settings, request, response, handler);
  }

  /** Adds query parameters. */
  public Operation with(String... names) {
    return new Operation(
        method,
        path,
        summary,
        source,
        permissions,
        List.of(names),
        settings,
        request,
        response,
        handler);
  }

  /** Adds settings on which it depends. */
  public Operation under(String... names) {
    return new Operation(
        method,
        path,
        summary,
        source,
        permissions,
        query,
        List.of(names),
        request,
        response,
        handler);
  }

  /** Adds the model of the body. */
  public Operation takes(String model) {
    return new Operation(
        method, path, summary, source, permissions, query, settings, model, response, handler);
  }
}
