package io.trunkline.sip;

import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.SipHeaders;
import io.trunkline.sip.message.SipRequest;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.SipTransport;
import org.jspecify.annotations.Nullable;

/** Writes the requests of one check (RFC 3261 sections 8.1.1, 10.2 and 11.1). */
final class RequestWriter {
  private static final String DEFAULT_USER = "trunkline";
  private static final int CSEQ_MARGIN = 10;

  private final CheckIdentity identity;
  private final String userAgent;
  private final @Nullable Binding leftover;
  private CheckRequest check;
  private int cseq;

  RequestWriter(CheckRequest check, CheckIdentity identity, String userAgent) {
    this.check = check;
    this.identity = identity;
    this.userAgent = userAgent;
    this.leftover = null;
  }

  /** Writes the removal of a binding that an earlier check, maybe of another process, left. */
  RequestWriter(CheckRequest check, CheckIdentity identity, String userAgent, Binding leftover) {
    this.check = check;
    this.identity = identity;
    this.userAgent = userAgent;
    this.leftover = leftover;
    // Its check may have sent further requests after the entry was written.
    this.cseq = leftover.cseq() + CSEQ_MARGIN;
  }

  /** Goes on with another target after a redirection; Call-ID and CSeq stay in sequence. */
  void redirect(CheckRequest other) {
    check = other;
  }

  /** One request ready to be sent. */
  record Written(String branch, SipRequest request) {}

  /**
   * Writes the next request; CSeq goes up by one each time.
   *
   * @param expires seconds to bind, 0 to remove our binding, null to bind nothing
   */
  Written next(
      Flow flow, @Nullable Integer expires, Authenticator authenticator, Observations seen) {
    cseq++;
    String branch = identity.nextBranch();
    String method = check.method().name();
    String uri = requestUri();
    String record = addressOfRecord();
    SipHeaders.Builder headers =
        SipHeaders.builder()
            .add(HeaderName.VIA, via(flow, branch))
            .add(HeaderName.MAX_FORWARDS, "70")
            .add(HeaderName.FROM, "<" + record + ">;tag=" + identity.tag())
            .add(HeaderName.TO, "<" + record + ">")
            .add(HeaderName.CALL_ID, callId())
            .add(HeaderName.CSEQ, cseq + " " + method);
    if (expires != null) {
      headers
          .add(HeaderName.CONTACT, "<" + contact(flow) + ">;q=0.1;expires=" + expires)
          .add(HeaderName.EXPIRES, String.valueOf(expires));
    }
    if (check.method() == CheckMethod.OPTIONS) {
      headers.add(HeaderName.CONTACT, "<" + contact(flow) + ">");
      headers.add(HeaderName.ACCEPT, "application/sdp");
    }
    authenticator.authorize(headers, method, uri, seen);
    headers
        .add(HeaderName.ALLOW, "OPTIONS")
        .add(HeaderName.USER_AGENT, userAgent)
        .add(HeaderName.CONTENT_LENGTH, "0");
    return new Written(branch, new SipRequest(method, uri, headers.build(), ""));
  }

  /** REGISTER names the domain alone; OPTIONS the peer or a user there. */
  private String requestUri() {
    CheckTarget target = check.target();
    String scheme = scheme();
    if (check.method() == CheckMethod.REGISTER) {
      return scheme + target.domain();
    }
    String user = target.user() == null ? "" : target.user() + "@";
    String port = target.port() == 0 ? "" : ":" + target.port();
    boolean elsewhere = !target.domain().equals(target.host());
    return scheme + user + (elsewhere ? target.domain() : target.host() + port);
  }

  private String scheme() {
    return check.target().secure() ? "sips:" : "sip:";
  }

  String addressOfRecord() {
    if (leftover != null) {
      return leftover.record();
    }
    CheckTarget target = check.target();
    String user = target.user();
    if (user == null) {
      user =
          check.credentials() == null ? DEFAULT_USER : UserPart.escape(check.credentials().user());
    }
    return scheme() + user + "@" + target.domain();
  }

  /** Where a call to our binding would arrive: the very port we send from. */
  String contact(Flow flow) {
    if (leftover != null) {
      return leftover.contact();
    }
    SipTransport transport = flow.transport();
    String parameter =
        transport == SipTransport.UDP || check.target().secure()
            ? ""
            : ";transport=" + transport.token();
    return scheme() + identity.contactUser() + "@" + flow.sentBy() + parameter;
  }

  private static String via(Flow flow, String branch) {
    return "SIP/2.0/"
        + flow.transport().name()
        + " "
        + flow.sentBy()
        + ";branch="
        + branch
        + ";rport";
  }

  String callId() {
    return leftover == null ? identity.callId() : leftover.callId();
  }

  int cseq() {
    return cseq;
  }
}
