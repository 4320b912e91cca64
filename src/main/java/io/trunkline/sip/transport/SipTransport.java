package io.trunkline.sip.transport;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The transports we check over (RFC 3261 section 18). */
public enum SipTransport {
  UDP(5060, false),
  TCP(5060, true),
  TLS(5061, true);

  private final int defaultPort;
  private final boolean reliable;
  private final String token = name().toLowerCase(Locale.ROOT);

  SipTransport(int defaultPort, boolean reliable) {
    this.defaultPort = defaultPort;
    this.reliable = reliable;
  }

  /** The transport of this name in any case, or empty. */
  public static Optional<SipTransport> named(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The port when a URI names none (19.1.2). */
  public int defaultPort() {
    return defaultPort;
  }

  /** Whether the transport retransmits by itself. */
  public boolean isReliable() {
    return reliable;
  }

  /** The name in URIs and options. */
  public String token() {
    return token;
  }
}
