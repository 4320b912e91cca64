package io.trunkline.simulator.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The platform's error body (fact sheet 4.1).
 *
 * @param status HTTP status
 * @param code the platform's word
 * @param message for people
 * @param details one per offending field
 * @param params the {@code messageParams}
 * @param limitKey the limit that was hit, or null
 * @param limitValue its value
 */
public record ErrorBody(
    int status,
    String code,
    String message,
    List<Detail> details,
    Map<String, String> params,
    @Nullable String limitKey,
    long limitValue) {

  /**
   * One offending field.
   *
   * @param errorCode the platform's word, such as {@code REQUIRED_FIELD_MISSING}
   * @param fieldName path of the field in the body
   */
  public record Detail(String errorCode, String fieldName) {}

  /** An error without details. */
  public static ErrorBody of(int status, String code, String message) {
    return new ErrorBody(status, code, message, List.of(), Map.of(), null, 0);
  }

  /** An error with the platform's usual code and text for a status, or a code of one's own. */
  public static ErrorBody ofStatus(int status, String code) {
    ErrorBody usual =
        switch (status) {
          case 400 -> of(400, "bad.request", "The request could not be understood by the server.");
          case 401 -> of(401, "bad.credentials", "Invalid login credentials.");
          case 403 ->
              of(403, "not.authorized", "You are not authorized to perform the requested action.");
          case 404 -> of(404, "not.found", "The requested resource was not found.");
          case 408 -> of(408, "request.timeout", "The request timed out.");
          case 409 -> of(409, "general.conflict", "The request conflicts with the current state.");
          case 429 -> of(429, "too.many.requests", "Rate limit exceeded the maximum.");
          case 503 -> of(503, "service.unavailable", "The service is temporarily unavailable.");
          case 504 -> of(504, "request.timeout", "The request timed out.");
          default -> of(status, "internal.server.error", "An unexpected error occurred.");
        };
    return code.isEmpty() ? usual : of(status, code, usual.message());
  }

  /** An error about fields. */
  public static ErrorBody of(int status, String code, String message, List<Detail> details) {
    return new ErrorBody(status, code, message, details, Map.of(), null, 0);
  }

  /** The wire form. */
  public ObjectNode json(String contextId) {
    ObjectNode body = Json.object();
    body.put("message", message).put("code", code).put("status", status);
    ObjectNode parameters = body.putObject("messageParams");
    params.forEach(parameters::put);
    if (!params.isEmpty()) {
      String template = message;
      for (Map.Entry<String, String> param : params.entrySet()) {
        template = template.replace("[" + param.getValue() + "]", "[{" + param.getKey() + "}]");
      }
      body.put("messageWithParams", template);
    }
    body.put("contextId", contextId);
    ArrayNode list = body.putArray("details");
    for (Detail detail : details) {
      list.addObject().put("errorCode", detail.errorCode()).put("fieldName", detail.fieldName());
    }
    body.putArray("errors");
    if (limitKey != null) {
      body.putObject("limit")
          .put("key", limitKey)
          .put("namespace", "platform.api")
          .put("value", limitValue);
    }
    return body;
  }
}
