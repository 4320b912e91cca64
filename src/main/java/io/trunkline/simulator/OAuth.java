package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.org.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The token endpoint with its own error shape (fact sheet 2.1). */
final class OAuth {
  private final Orgs orgs;
  private final Tokens tokens;
  private final Map<String, CallWindow> requests = new HashMap<>();

  OAuth(Orgs orgs, Tokens tokens) {
    this.orgs = orgs;
    this.tokens = tokens;
  }

  /** The id of the asking client, or an empty string. */
  String clientId(@Nullable String authorization, byte[] body) {
    return credentials(authorization, form(body))[0];
  }

  Answer token(@Nullable String authorization, byte[] body) {
    Map<String, String> form = form(body);
    String[] credentials = credentials(authorization, form);
    String grantType = form.getOrDefault("grant_type", "");
    if (grantType.isEmpty()) {
      return error(400, "invalid_request", "grant_type is missing");
    }
    if (!grantType.equals("client_credentials")) {
      return error(400, "unsupported_grant_type", "grant type " + grantType + " is not simulated");
    }
    Orgs.Login login = orgs.client(credentials[0]);
    if (login == null) {
      return error(400, "invalid_client", "client not found: " + credentials[0]);
    }
    if (overLimit(login)) {
      return error(400, "invalid_request", "rate limit exceeded for token requests");
    }
    if (!login.client().hasSecret(credentials[1])) {
      return error(401, "invalid_client", "authentication failed");
    }
    long seconds = login.org().settings().number("tokenSeconds");
    ObjectNode answer = Json.object();
    answer.put("access_token", tokens.issue(login.org(), login.client(), seconds));
    return Answer.ok(answer.put("token_type", "bearer").put("expires_in", seconds));
  }

  private boolean overLimit(Orgs.Login login) {
    long most = login.org().settings().number("rateLimit.tokenRequestsPerMinute");
    long window = login.org().settings().number("rateLimit.windowSeconds");
    long count =
        requests
            .computeIfAbsent(login.client().id(), missing -> new CallWindow())
            .count(login.org().now(), window);
    return most > 0 && count > most;
  }

  private static Answer error(int status, String error, String description) {
    ObjectNode body = Json.object().put("error", error);
    return Answer.of(
        status, body.put("description", description).put("error_description", description));
  }

  private static String[] credentials(@Nullable String authorization, Map<String, String> form) {
    if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      try {
        byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).trim());
        String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        return parts.length == 2 ? parts : new String[] {parts[0], ""};
      } catch (IllegalArgumentException e) {
        return new String[] {"", ""};
      }
    }
    return new String[] {
      form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")
    };
  }

  private static Map<String, String> form(byte[] body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(body, StandardCharsets.UTF_8).split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        try {
          form.put(
              URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          // A broken escape makes the field absent, which is refused where it is needed.
        }
      }
    }
    return form;
  }
}
