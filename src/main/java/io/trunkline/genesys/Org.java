package io.trunkline.genesys;

import java.net.URI;

/**
 * One configured Genesys Cloud organization.
 *
 * @param name what specs and routes call it
 * @param loginUrl base URL of the token endpoint
 * @param apiUrl base URL of the API
 * @param clientId OAuth client with the client-credentials grant
 * @param clientSecret its secret; never printed
 * @param callsPerMinute the org's call budget
 * @param simulated whether this is the embedded org, so that nobody takes it for a real one
 */
public record Org(
    String name,
    URI loginUrl,
    URI apiUrl,
    String clientId,
    String clientSecret,
    int callsPerMinute,
    boolean simulated) {

  /** Calls per minute that a client-credentials token may make (fact sheet 4.4). */
  public static final int DEFAULT_CALLS_PER_MINUTE = 300;

  /** Never shows the secret. */
  @Override
  public String toString() {
    return "Org[" + name + ", " + apiUrl + (simulated ? ", simulated org" : "") + "]";
  }
}
