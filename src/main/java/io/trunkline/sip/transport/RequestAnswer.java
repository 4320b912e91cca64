package io.trunkline.sip.transport;

import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.SipHeaders;
import io.trunkline.sip.message.SipRequest;
import io.trunkline.sip.message.SipResponse;
import java.util.List;

/**
 * Our answer to a request that reaches the port of a test binding: 200 to OPTIONS, 480 to anything
 * else. Never 6xx, which would end a forked call for every other contact (RFC 3261 section 16.7).
 */
final class RequestAnswer {
  private static final List<String> COPIED =
      List.of(HeaderName.VIA, HeaderName.FROM, HeaderName.CALL_ID, HeaderName.CSEQ);

  private RequestAnswer() {}

  static SipResponse to(SipRequest request) {
    boolean options = request.method().equals("OPTIONS");
    SipHeaders.Builder headers = SipHeaders.builder();
    for (SipHeaders.Field field : request.headers().fields()) {
      if (COPIED.stream().anyMatch(name -> name.equalsIgnoreCase(field.name()))) {
        headers.add(field.name(), field.value());
      } else if (field.name().equalsIgnoreCase(HeaderName.TO)) {
        headers.add(HeaderName.TO, tagged(field.value()));
      }
    }
    if (options) {
      headers.add(HeaderName.ALLOW, "OPTIONS");
    }
    headers.add(HeaderName.CONTENT_LENGTH, "0");
    return options
        ? new SipResponse(200, "OK", headers.build(), "")
        : new SipResponse(480, "Temporarily Unavailable", headers.build(), "");
  }

  private static String tagged(String to) {
    return to.contains("tag=") ? to : to + ";tag=check";
  }
}
