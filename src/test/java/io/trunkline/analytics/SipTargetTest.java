package io.trunkline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxies of trunks are where a checked SIP URI leads. */
class SipTargetTest {
  @ParameterizedTest
  @CsvSource({
    "sip:sip.acme.example, sip.acme.example, true",
    "sip:sip.acme.example, Sip.Acme.example:5060, true",
    "sip:sip.acme.example:5060;transport=tcp, sip.acme.example, true",
    "sip:sip.acme.example:5062, sip.acme.example, false",
    "sip:sip.acme.example:5062, sip.acme.example:5062, true",
    "sip:sip.acme.example;transport=tls, sip.acme.example:5061, true",
    "sip:sip.acme.example;transport=tls, sip.acme.example:5060, false",
    "SIPS:user@SIP.acme.example, sip.acme.example, true",
    "sip:[2001:db8::1]:5060, [2001:db8::1], true",
    "sip:other.example, sip.acme.example, false",
    "nonsense, nonsense, false",
  })
  void aProxyIsAtATargetByHostAndPort(String uri, String proxy, boolean there) {
    assertThat(SipTarget.places(uri).contains(SipTarget.place(proxy))).isEqualTo(there);
  }
}
