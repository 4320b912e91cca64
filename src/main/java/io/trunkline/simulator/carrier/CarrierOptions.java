package io.trunkline.simulator.carrier;

import java.util.List;
import java.util.Map;

/**
 * How the carrier behaves.
 *
 * @param host address to listen on
 * @param port UDP and TCP port, 0 for any free one
 * @param realm of its challenges
 * @param accounts passwords by user
 * @param algorithms of its challenges, in order: MD5, SHA-256, SHA-512-256, also with {@code -sess}
 * @param qop of its challenges: {@code auth}, {@code auth-int}, or empty for RFC 2069
 * @param longestSeconds what it grants at most
 */
public record CarrierOptions(
    String host,
    int port,
    String realm,
    Map<String, String> accounts,
    List<String> algorithms,
    String qop,
    int longestSeconds) {
  /** On 127.0.0.1, any port, realm carrier.test, user and password {@code carrier}. */
  public static final CarrierOptions DEFAULT =
      new CarrierOptions(
          "127.0.0.1",
          0,
          "carrier.test",
          Map.of("carrier", "carrier"),
          List.of("SHA-256", "MD5"),
          "auth",
          3600);

  /** The same on another port. */
  public CarrierOptions withPort(int other) {
    return new CarrierOptions(host, other, realm, accounts, algorithms, qop, longestSeconds);
  }

  /** The same with other challenges. */
  public CarrierOptions challenging(List<String> others, String otherQop) {
    return new CarrierOptions(host, port, realm, accounts, others, otherQop, longestSeconds);
  }

  /** Passwords are never part of the text. */
  @Override
  public String toString() {
    return "CarrierOptions[" + host + ":" + port + ", realm=" + realm + "]";
  }
}
