package io.trunkline.sip.transport;

import java.util.List;

/** The weakest cipher suites we shake hands with. */
public enum CipherFloor {
  /** Whatever this Java enables. */
  JAVA_DEFAULT,
  /** Ephemeral keys only: no TLS_RSA_WITH suites. */
  FORWARD_SECRECY,
  /** Ephemeral keys and authenticated encryption (GCM or ChaCha20) only. */
  AEAD,
  /** Suites of TLS 1.2 alone: the handshake then tells whether the peer speaks that version. */
  TLS_1_2;

  /** Those of the enabled suites that are not below this floor. */
  List<String> filter(List<String> enabled) {
    return enabled.stream().filter(this::allows).toList();
  }

  private boolean allows(String suite) {
    boolean tls13 = !suite.contains("_WITH_");
    boolean ephemeral = tls13 || suite.contains("ECDHE") || suite.contains("_DHE_");
    boolean aead = suite.contains("_GCM_") || suite.contains("CHACHA20");
    return switch (this) {
      case JAVA_DEFAULT -> true;
      case FORWARD_SECRECY -> ephemeral;
      case AEAD -> ephemeral && aead;
      case TLS_1_2 -> !tls13;
    };
  }
}
