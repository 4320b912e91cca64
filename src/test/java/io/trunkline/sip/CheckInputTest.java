package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad targets and contradictions are refused with the value and the rule. */
class CheckInputTest {

  @ParameterizedTest
  @CsvSource({
    "sip:a@host:0, between 1 and 65535",
    "sip:a@host:70000, between 1 and 65535",
    "host:70000, between 1 and 65535",
    "sip:, host",
    "sip:a b@host, 25.1",
    "tel:+123, 25.1",
    "sip:host;transport=sctp, udp",
    "sips:host;transport=udp, TLS",
    "sip:host?subject=x, no ?header"
  })
  void badTargets(String text, String rule) {
    assertThatThrownBy(() -> CheckTarget.parse(text))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining(rule);
  }

  @Test
  void goodTargets() {
    CheckTarget target = CheckTarget.parse("sips:wren@[2001:db8::1]:5071");
    assertThat(target.secure()).isTrue();
    assertThat(target.address()).isEqualTo("2001:db8::1");
    assertThat(target.port()).isEqualTo(5071);
    assertThat(target.user()).isEqualTo("wren");
    assertThat(target.uri()).isEqualTo("sips:wren@[2001:db8::1]:5071");
    assertThat(CheckTarget.parse("host.example").uri()).isEqualTo("sip:host.example");
    assertThat(CheckTarget.parse("SIP:Host;transport=TLS").uri())
        .isEqualTo("sip:Host;transport=tls");
  }

  @Test
  void onlyRegisterBinds() {
    assertThatThrownBy(
            () -> CheckRequest.of(CheckTarget.parse("host"), CheckMethod.OPTIONS).binding(60))
        .isInstanceOf(InvalidCheckException.class)
        .hasMessageContaining("only a REGISTER binds");
  }

  @Test
  void tlsToThePlainPortWarns() {
    CheckRequest request =
        CheckRequest.of(CheckTarget.parse("sip:h:5060;transport=tls"), CheckMethod.OPTIONS);
    assertThat(request.warnings()).singleElement().asString().contains("5061");
  }

  @Test
  void passwordsAreInNoText() {
    CheckRequest request =
        CheckRequest.of(CheckTarget.parse("host"), CheckMethod.REGISTER).with(CheckFixture.PROBE);
    assertThat(request.toString()).contains("probe").doesNotContain("s3cret");
  }
}
