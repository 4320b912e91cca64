package io.trunkline.simulator;

import io.trunkline.simulator.http.AccessTokens;
import io.trunkline.simulator.org.Org;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Access tokens, in memory only: after a restart every client logs in anew (401 tells it to). */
final class Tokens implements AccessTokens {
  private final LongSupplier clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Grant> grants = new HashMap<>();

  /**
   * What a token stands for.
   *
   * @param org the organization
   * @param client who asked for it
   * @param expiresAt epoch milliseconds
   * @param calls counts the token's calls
   */
  record Grant(Org org, Client client, long expiresAt, CallWindow calls) {}

  Tokens(LongSupplier clock) {
    this.clock = clock;
  }

  String issue(Org org, Client client, long seconds) {
    if (grants.size() > 10_000) {
      grants.values().removeIf(grant -> grant.expiresAt() <= clock.getAsLong());
    }
    byte[] bytes = new byte[48];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    long expiresAt = clock.getAsLong() + seconds * 1000;
    grants.put(token, new Grant(org, client, expiresAt, new CallWindow()));
    return token;
  }

  /** The grant of a known token, expired or not, or null. */
  @Nullable Grant find(String token) {
    return grants.get(token);
  }

  boolean expired(Grant grant) {
    return grant.expiresAt() <= clock.getAsLong();
  }

  @Override
  public void revoke(String token) {
    grants.remove(token);
  }

  /** Revokes all tokens of an organization. */
  void revokeAll(Org org) {
    grants.values().removeIf(grant -> grant.org() == org);
  }
}
