package io.trunkline.sip.message;

/** A request or a response (RFC 3261 section 7). */
public sealed interface SipMessage permits SipRequest, SipResponse {

  /** The header fields in the order of the wire. */
  SipHeaders headers();

  /** The body; empty when there is none. */
  String body();
}
