package io.trunkline.simulator.http;

/** What the API may do to access tokens. */
public interface AccessTokens {
  /** Makes a token useless. */
  void revoke(String token);
}
