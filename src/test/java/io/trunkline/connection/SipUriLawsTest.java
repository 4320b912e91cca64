package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of the grammar: what is built by its rules is read, and read back to itself. */
class SipUriLawsTest {
  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'()";

  @Provide
  Arbitrary<SipUri> uris() {
    Arbitrary<String> user = escapable("&=+$,;?/").filter(text -> !text.isEmpty());
    Arbitrary<String> password = escapable("&=+$,");
    Arbitrary<String> pvalue = escapable("[]/:&+$").filter(text -> !text.isEmpty());
    Arbitrary<SipUri.Parameter> parameter =
        Combinators.combine(pvalue, pvalue.injectNull(0.3)).as(SipUri.Parameter::new);
    Arbitrary<String> hvalue = escapable("[]/?:+$");
    Arbitrary<SipUri.Header> header =
        Combinators.combine(hvalue.filter(text -> !text.isEmpty()), hvalue).as(SipUri.Header::new);
    return Combinators.combine(
            Arbitraries.of(true, false),
            user.injectNull(0.2),
            password.injectNull(0.5),
            hostPorts(),
            parameter.list().ofMaxSize(3),
            header.list().ofMaxSize(3))
        .as(
            (secure, name, secret, hostPort, parameters, headers) ->
                new SipUri(
                    secure, name, name == null ? null : secret, hostPort, parameters, headers));
  }

  @Provide
  Arbitrary<SipHostPort> hostPorts() {
    Arbitrary<String> label =
        Arbitraries.strings()
            .withChars("abzAZ09-")
            .ofMinLength(1)
            .ofMaxLength(8)
            .filter(text -> !text.startsWith("-") && !text.endsWith("-"));
    Arbitrary<String> name =
        Combinators.combine(label.list().ofMaxSize(3), label, Arbitraries.of("", "."))
            .as(
                (labels, top, dot) ->
                    String.join(".", labels) + (labels.isEmpty() ? "" : ".") + "x" + top + dot);
    Arbitrary<Integer> octet = Arbitraries.integers().between(0, 999);
    Arbitrary<String> ipv4 =
        octet.list().ofSize(4).map(o -> o.stream().map(String::valueOf).collect(dots()));
    Arbitrary<Integer> port = Arbitraries.integers().between(0, 99_999);
    return Combinators.combine(
            Arbitraries.oneOf(name, ipv4, ipv6()), Arbitraries.oneOf(Arbitraries.just(-1), port))
        .as(SipHostPort::new);
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("uris") SipUri uri) {
    assertThat(SipUri.parse(uri.text())).isEqualTo(uri);
    assertThat(uri.sameAs(SipUri.parse(uri.text()))).isTrue();
  }

  @Property
  void hostsAndPortsAreReadBack(@ForAll("hostPorts") SipHostPort hostPort) {
    assertThat(SipHostPort.parse(hostPort.toString())).isEqualTo(hostPort);
  }

  @Property(tries = 3000)
  void anyTextIsReadOrRefusedButNeverBreaksTheReader(@ForAll("anything") String text) {
    assertThatCode(
            () -> {
              try {
                assertThat(SipUri.parse(text).text()).hasSizeLessThanOrEqualTo(text.length());
              } catch (SipSyntaxException e) {
                assertThat(e.index()).isBetween(0, text.length());
              }
            })
        .doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> near =
        Arbitraries.strings().withChars("sip:@a1.-[]%;=?&+ \"<>é").ofMaxLength(30);
    return Arbitraries.oneOf(near.map(text -> "sip:" + text), near, Arbitraries.strings());
  }

  private static Arbitrary<String> ipv6() {
    Arbitrary<String> group = Arbitraries.integers().between(0, 0xFFFF).map(Integer::toHexString);
    Arbitrary<String> full = group.list().ofSize(8).map(groups -> String.join(":", groups));
    Arbitrary<String> compressed =
        Combinators.combine(group.list().ofMaxSize(3), group.list().ofMaxSize(4))
            .as((left, right) -> String.join(":", left) + "::" + String.join(":", right));
    Arbitrary<String> mixed =
        group.list().ofMaxSize(4).map(groups -> String.join(":", groups) + "::192.0.2.255");
    return Arbitraries.oneOf(full, compressed, mixed).map(address -> "[" + address + "]");
  }

  private static Arbitrary<String> escapable(String more) {
    Arbitrary<String> plain = Arbitraries.strings().withChars(UNRESERVED + more).ofLength(1);
    Arbitrary<String> escaped =
        Arbitraries.integers().between(0, 255).map(octet -> String.format("%%%02x", octet));
    Arbitrary<List<String>> parts = Arbitraries.oneOf(plain, plain, escaped).list().ofMaxSize(8);
    return parts.map(list -> String.join("", list));
  }

  private static Collector<CharSequence, ?, String> dots() {
    return Collectors.joining(".");
  }
}
