package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.genesys.UnavailableException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Turns answers and network failures into the typed failures that route error handlers know (fact
 * sheet 4.2, 4.3).
 */
final class Failures {
  /** The status of a proxy that lets nobody through without user and password (RFC 9110). */
  static final int PROXY_REFUSED = 407;

  static final String PROXY_TEXT = "the proxy on the way refused user and password, or got none";
  static final String PROXY_FIX = "Check trunkline.proxy.user and trunkline.proxy.password.";

  private static final String VERSION_TEXT = "does not match the current version";

  private final Org org;
  private final HttpSettings settings;
  private final Clock clock;

  Failures(Org org, HttpSettings settings, Clock clock) {
    this.org = org;
    this.settings = settings;
    this.clock = clock;
  }

  /** The failure that an answer of 400 or above means. */
  GenesysException of(GenesysCall call, Answer answer) {
    FailedCall failed = failed(call, answer);
    int status = answer.status();
    if (status == 429) {
      return limited(failed, answer);
    }
    if (status == 401 || status == 403 || status == PROXY_REFUSED) {
      return new UnauthorizedException(failed);
    }
    if (status == 409 || status == 412 || status == 408 || versionText(status, failed)) {
      return new VersionConflictException(failed);
    }
    if (status >= 500) {
      return new UnavailableException(
          failed,
          Kind.EFFECT_UNKNOWN,
          "Wait until the platform answers again, then run it once more.",
          null);
    }
    return new RefusedException(failed, refusalFix(failed));
  }

  /** The failure of a login; the token endpoint says 400 where others say 429. */
  GenesysException login(GenesysCall call, Answer answer) {
    FailedCall failed = failed(call, answer);
    boolean limited =
        answer.status() == 400
            && failed.message().toLowerCase(Locale.ROOT).contains("rate limit exceeded");
    if (limited || answer.status() == 429) {
      return limited(failed, answer);
    }
    if (answer.status() >= 500) {
      return of(call, answer);
    }
    return new UnauthorizedException(failed);
  }

  /** The failure when no answer came. */
  GenesysException noAnswer(GenesysCall call, IOException cause) {
    FailedCall failed =
        new FailedCall(
            org.name(), call.method(), call.path(), 0, null, networkText(cause), null, null, null);
    return new UnavailableException(failed, kind(cause), networkFix(cause), cause);
  }

  /** Our own refusal, made without or in place of a call. */
  RefusedException refused(
      GenesysCall call,
      String message,
      @Nullable String field,
      @Nullable String value,
      String fix) {
    FailedCall failed =
        new FailedCall(
            org.name(), call.method(), call.path(), 0, null, message, field, value, null);
    return new RefusedException(failed, fix);
  }

  /** The platform did not make in time what it makes by itself. */
  UnavailableException neverAppeared(String path, String name, Duration waited) {
    String text = name + " did not appear within " + waited.toSeconds() + " s";
    FailedCall failed = new FailedCall(org.name(), "GET", path, 0, null, text, "name", name, null);
    return new UnavailableException(
        failed, Kind.NOT_RECEIVED, "Look for it in the org; run it again when it is there.", null);
  }

  private RateLimitedException limited(FailedCall failed, Answer answer) {
    return new RateLimitedException(
        failed, answer.retryAfter(ZonedDateTime.now(clock), settings.unsaidRetryAfter()));
  }

  private static boolean versionText(int status, FailedCall failed) {
    return status == 400 && failed.message().contains(VERSION_TEXT);
  }

  private FailedCall failed(GenesysCall call, Answer answer) {
    JsonNode body = answer.body();
    String field = text(body, "/details/0/fieldName");
    String code = text(body, "/code");
    String message = text(body, "/message");
    if (message == null) {
      message = text(body, "/error_description");
    }
    if (answer.status() == PROXY_REFUSED) {
      message = PROXY_TEXT;
    }
    return new FailedCall(
        org.name(),
        call.method(),
        call.path(),
        answer.status(),
        code == null ? text(body, "/error") : code,
        message == null ? "no explanation in the answer" : message,
        field,
        sentValue(call.body(), field),
        answer.correlationId());
  }

  private static @Nullable String text(@Nullable JsonNode body, String pointer) {
    JsonNode value = body == null ? null : body.at(pointer);
    return value == null || !value.isTextual() ? null : value.asText();
  }

  private static @Nullable String sentValue(@Nullable JsonNode sent, @Nullable String field) {
    if (sent == null || field == null || field.toLowerCase(Locale.ROOT).contains("password")) {
      return null;
    }
    JsonNode value = sent.findValue(field);
    if (value != null && value.has("value")) {
      value = value.path("value").path("instance");
    }
    return value == null || value.isContainerNode() ? null : value.asText();
  }

  private static String refusalFix(FailedCall failed) {
    return switch (failed.status()) {
      case 404 -> "Somebody removed it meanwhile; run the plan again.";
      case 413 ->
          "The request is larger than the platform takes (512000 bytes); make the object smaller.";
      default ->
          failed.field() == null
              ? "Correct what the message names; the correlation id finds the call in the platform's logs."
              : "Correct " + failed.field() + " in the connection file.";
    };
  }

  private static Kind kind(IOException cause) {
    if (cause instanceof UnknownHostException
        || cause instanceof SSLHandshakeException
        || String.valueOf(cause.getMessage()).contains("Unsupported or unrecognized SSL message")) {
      return Kind.NOT_REACHABLE;
    }
    boolean unsent =
        cause instanceof ConnectException
            || cause instanceof ConnectTimeoutException
            || cause instanceof NoRouteToHostException;
    return unsent ? Kind.NOT_RECEIVED : Kind.EFFECT_UNKNOWN;
  }

  private static String networkText(IOException cause) {
    if (cause instanceof UnknownHostException) {
      return "unknown host " + cause.getMessage();
    }
    if (cause instanceof SSLException) {
      return "no TLS connection: " + cause.getMessage();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private String networkFix(IOException cause) {
    String setting = "trunkline.orgs." + org.name();
    if (cause instanceof SSLException) {
      return "Check that "
          + org.apiUrl().getHost()
          + " shows a certificate that this machine trusts (a proxy that opens TLS needs its CA in the Java trust store).";
    }
    return "Check the network, the proxy and " + setting + ".region (or .apiUrl and .loginUrl).";
  }
}
