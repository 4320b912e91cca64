package io.trunkline.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Header fields are found under any spelling and cut where the grammar says. */
class HeaderAccessTest {
  private final SipMessageReader reader = new SipMessageReader(ReaderLimits.DEFAULT);

  @Test
  void commasInQuotesAndBracketsDoNotCut() throws Exception {
    byte[] data =
        MessageText.response()
            .with(
                "Contact", "\"Owl, \\\"the\\\" <b>\" <sip:a,b@192.0.2.1>;q=0.5, <sip:c@192.0.2.2>")
            .with("m", "<sip:d@192.0.2.3>")
            .bytes();
    SipHeaders headers = reader.read(data).headers();
    assertThat(headers.values("contact")).hasSize(3);
    NameAddress first = NameAddress.parse("Contact", headers.values("Contact").get(0));
    assertThat(first.displayName()).isEqualTo("Owl, \"the\" <b>");
    assertThat(first.uri()).isEqualTo("sip:a,b@192.0.2.1");
    assertThat(first.parameters()).satisfies(p -> assertThat(p.get("Q")).isEqualTo("0.5"));
  }

  @Test
  void viaTellsTheAddressThatThePeerSaw() throws Exception {
    Via via =
        Via.parse("SIP/2.0/UDP 10.0.0.5:5060;branch=z9hG4bKq;received=203.0.113.7;rport=61000");
    assertThat(via.received()).isEqualTo("203.0.113.7");
    assertThat(via.rport()).isEqualTo(61000);
    assertThat(via.hasUniqueBranch()).isTrue();
    assertThat(Via.parse("SIP/2.0/UDP host;rport;branch=z9hG4bK").rport()).isNull();
    assertThat(Via.parse("SIP/2.0/UDP host;branch=z9hG4bK").hasUniqueBranch()).isFalse();
  }

  @Test
  void whatIsWrittenReadsBack() throws Exception {
    SipMessage first = reader.read(MessageText.request().bytes());
    SipMessage again = reader.read(((SipRequest) first).encode());
    assertThat(again.headers().fields()).isEqualTo(first.headers().fields());
  }

  @Test
  void credentialsAreMaskedForPeople() throws Exception {
    byte[] data = MessageText.request().with("Authorization", "Digest response=\"f00\"").bytes();
    assertThat(reader.read(data).toString()).contains("Authorization: ***").doesNotContain("f00");
  }

  @Test
  void moreFieldsThanTheLimitAreRefused() {
    SipMessageReader small = new SipMessageReader(new ReaderLimits(65_536, 6, 100));
    assertThatThrownBy(() -> small.read(MessageText.request().bytes()))
        .hasMessageContaining("more than 6");
  }
}
