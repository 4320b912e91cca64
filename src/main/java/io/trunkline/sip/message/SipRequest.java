package io.trunkline.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * A request (RFC 3261 section 7.1).
 *
 * @param method the method, case-sensitive
 * @param uri the Request-URI as it stands on the wire
 * @param headers all header fields
 * @param body the body, empty when there is none
 */
public record SipRequest(String method, String uri, SipHeaders headers, String body)
    implements SipMessage {

  /** The bytes to send; Content-Length is the caller's header like all others. */
  public byte[] encode() {
    StringBuilder text = new StringBuilder(640);
    text.append(method).append(' ').append(uri).append(" SIP/2.0\r\n");
    headers.appendTo(text);
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }
}
