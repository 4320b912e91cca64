package io.trunkline.sip.transport;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Says in one line why a handshake failed. */
final class TlsFault {
  private TlsFault() {}

  static String text(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "certificate expired: " + cause.getMessage();
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "certificate not valid yet: " + cause.getMessage();
      }
      if (cause instanceof CertPathBuilderException) {
        return "certificate untrusted: no path from it to an authority we trust";
      }
    }
    String message = error instanceof SSLException ? error.getMessage() : String.valueOf(error);
    if (message != null && message.contains("not an SSL/TLS record")) {
      return "the peer answers, but does not speak TLS on this port";
    }
    return "handshake failed: " + message;
  }
}
