package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One org's access token: fetched when first needed, shared by all callers, renewed before it ends
 * or when the platform no longer takes it. Client-credentials tokens are never renewed by the SDK
 * (fact sheet 2.1).
 */
final class AccessToken {
  /** Renewed this long before its end, so that no call starts with a token that dies under way. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private final SdkClient client;
  private final Failures failures;
  private final LongSupplier nanos;
  private @Nullable String token;
  private long endNanos;

  AccessToken(SdkClient client, Failures failures, LongSupplier nanos) {
    this.client = client;
    this.failures = failures;
    this.nanos = nanos;
  }

  /** The current token; the first caller fetches it while the others wait. */
  synchronized String current() throws GenesysException {
    String held = token;
    return held == null || nanos.getAsLong() - endNanos >= 0 ? fetch() : held;
  }

  /**
   * A token other than the refused one; concurrent callers share one renewal.
   *
   * @param refused the token that the platform did not take
   */
  synchronized String insteadOf(String refused) throws GenesysException {
    String held = token;
    return held == null || held.equals(refused) ? fetch() : held;
  }

  private String fetch() throws GenesysException {
    token = null;
    GenesysCall call = GenesysCall.of("POST", "/oauth/token", null);
    Answer answer;
    try {
      answer = client.login();
    } catch (IOException e) {
      throw failures.noAnswer(call, e);
    }
    JsonNode body = answer.body();
    if (answer.status() != 200 || body == null || !body.hasNonNull("access_token")) {
      throw failures.login(call, answer);
    }
    String fetched = body.get("access_token").asText();
    Duration validity = Duration.ofSeconds(body.path("expires_in").asLong(60));
    Duration usable =
        validity.compareTo(MARGIN.multipliedBy(2)) > 0
            ? validity.minus(MARGIN)
            : validity.dividedBy(2);
    endNanos = nanos.getAsLong() + usable.toNanos();
    token = fetched;
    return fetched;
  }
}
