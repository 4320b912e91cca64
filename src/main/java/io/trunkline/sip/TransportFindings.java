package io.trunkline.sip;

import io.trunkline.sip.transport.TransportFailure;

/** What a failed flow means for a check. */
final class TransportFindings {
  private TransportFindings() {}

  static Finding of(TransportFailure failure) {
    return switch (failure.kind()) {
      case UNREACHABLE ->
          Finding.failed(FailureClass.UNREACHABLE, null, failure.text()).orNextServer();
      case TIMEOUT -> Finding.failed(FailureClass.TIMEOUT, null, failure.text()).orNextServer();
      case TLS -> Finding.failed(FailureClass.TLS, null, failure.text()).orNextServer();
      case LOCAL -> Finding.unknown(FailureClass.INTERNAL, null, failure.text());
    };
  }
}
