package io.trunkline.simulator.http;

import java.util.List;
import java.util.Map;

/** A call that is answered with an error; nothing was changed. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorBody body;
  private final transient Map<String, String> headers;

  public Refusal(ErrorBody body) {
    this(body, Map.of());
  }

  public Refusal(ErrorBody body, Map<String, String> headers) {
    // An expected answer: nobody reads its stack trace, and taking one is most of its cost.
    super(body.message(), null, false, false);
    this.body = body;
    this.headers = headers;
  }

  public ErrorBody body() {
    return body;
  }

  public Map<String, String> headers() {
    return headers;
  }

  /** 404 with the platform's text (4.2). */
  public static Refusal notFound() {
    return new Refusal(ErrorBody.of(404, "not.found", "The requested resource was not found."));
  }

  /** 400 about one field. */
  public static Refusal invalid(String field, String message) {
    return new Refusal(
        ErrorBody.of(
            400, "invalid.value", message, List.of(new ErrorBody.Detail("INVALID_VALUE", field))));
  }

  /** 400 about a query parameter. */
  public static Refusal invalidQuery(String name, String value, String rule) {
    return new Refusal(
        ErrorBody.of(
            400,
            "invalid.query.param.value",
            "Value [" + value + "] is not valid for parameter [" + name + "]: " + rule,
            List.of(new ErrorBody.Detail("INVALID_QUERY_PARAM_VALUE", name))));
  }

  /** The state of the organization forbids the call. */
  public static Refusal conflict(int status, String message) {
    return new Refusal(
        ErrorBody.of(status, status == 400 ? "bad.request" : "general.conflict", message));
  }
}
