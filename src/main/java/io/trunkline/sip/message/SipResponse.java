package io.trunkline.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * A response (RFC 3261 section 7.2).
 *
 * @param status 100 to 699
 * @param reason the reason phrase, may be empty
 * @param headers all header fields
 * @param body the body, empty when there is none
 */
public record SipResponse(int status, String reason, SipHeaders headers, String body)
    implements SipMessage {

  /** Whether this ends the transaction. */
  public boolean isFinal() {
    return status >= 200;
  }

  /** The bytes to send. */
  public byte[] encode() {
    StringBuilder text = new StringBuilder(640);
    text.append("SIP/2.0 ").append(status).append(' ').append(reason).append("\r\n");
    headers.appendTo(text);
    return text.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
  }
}
