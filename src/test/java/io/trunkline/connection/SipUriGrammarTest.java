package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3261 section 25.1, held against a table of labelled URIs. */
class SipUriGrammarTest {

  /** A row of the table; {@code note} tells a reader why. */
  record Row(String label, String uri, String note) {}

  static Stream<Row> legal() throws IOException {
    return rows("legal");
  }

  static Stream<Row> illegal() throws IOException {
    return rows("illegal");
  }

  static Stream<Row> semantic() throws IOException {
    return rows("semantic");
  }

  @ParameterizedTest
  @MethodSource
  void legal(Row row) {
    SipUri uri = SipUri.parse(row.uri());
    assertThat(uri.obstacles()).as(row.note()).isEmpty();
    assertThat(SipUri.parse(uri.text())).isEqualTo(uri);
  }

  @ParameterizedTest
  @MethodSource
  void illegal(Row row) {
    assertThatThrownBy(() -> SipUri.parse(row.uri()))
        .as(row.note())
        .isInstanceOf(SipSyntaxException.class);
  }

  @ParameterizedTest
  @MethodSource
  void semantic(Row row) {
    assertThat(SipUri.parse(row.uri()).obstacles()).as(row.note()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[::]",
        "[1:2:3:4:5:6:7:8]:5060",
        "[1:2:3:4:5:6:7::]",
        "[::2:3:4:5:6:7:8]",
        "[1:2:3:4:5:6:192.0.2.1]",
        "[1::192.0.2.1]",
        "xn--bcher-kva.example:65535",
        "255.255.255.255:1",
      })
  void acceptsHostsAndPorts(String text) {
    assertThat(SipHostPort.parse(text).obstacles()).isEmpty();
    assertThat(SipHostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":5060",
        "[]",
        "[1:2:3:4::5:6:7:8]",
        "[1:2:3:4:5:6:7]",
        "[1:2:3:4:5:6:7:8:9]",
        "[1:2:3:4:5:6:7:192.0.2.1]",
        "[192.0.2.1::1]",
        "[:1::2]",
        "[12345::1]",
        "[::192.0.2.256]",
        "[::1]5060",
        "[::1]:",
        "host:5060:1",
        "host ",
        "host\n",
        "a.-b.example",
        "1.2.3.4.5",
      })
  void refusesHostsAndPorts(String text) {
    assertThatThrownBy(() -> SipHostPort.parse(text)).isInstanceOf(SipSyntaxException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"host.example:65536", "host:99999999999999999999", "h:0", "1.2.3.256"})
  void tellsWhereNothingCanBeSent(String text) {
    assertThat(SipHostPort.parse(text).obstacles()).hasSize(1);
  }

  @Test
  void keepsTelephoneParametersInTheUserPart() {
    SipUri uri = SipUri.parse("sip:+15551230000;tgrp=ACME-1@sbc.example:5070;user=phone");
    assertThat(uri.user()).isEqualTo("+15551230000;tgrp=ACME-1");
    assertThat(uri.hostPort()).isEqualTo(new SipHostPort("sbc.example", 5070));
    assertThat(uri.parameter("USER")).contains(new SipUri.Parameter("user", "phone"));
  }

  @Test
  void tellsWhereTheGrammarStopped() {
    assertThatThrownBy(() -> SipUri.parse("sip:alice@my_host.example"))
        .isInstanceOfSatisfying(
            SipSyntaxException.class, e -> assertThat(e.index()).isEqualTo("sip:alice@".length()));
  }

  @Test
  void neverShowsThePassword() {
    SipUri uri = SipUri.parse("sip:alice:hunter2@atlanta.example");
    assertThat(uri).asString().doesNotContain("hunter2");
    assertThat(uri.text()).contains("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:%61lice@atlanta.example;transport=TCP | sip:alice@AtLanTa.ExAmple;Transport=tcp",
        "sip:carol@chicago.example | sip:carol@chicago.example;newparam=5",
        "sip:b@h.example;transport=tcp?to=x&priority=urgent | sip:b@h.example;transport=tcp?priority=urgent&to=x",
      })
  void seesThatTwoUrisAreTheSame(String pair) {
    assertThat(same(pair)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:ALICE@atlanta.example | sip:alice@atlanta.example",
        "sip:bob@biloxi.example | sip:bob@biloxi.example:5060",
        "sip:bob@biloxi.example | sip:bob@biloxi.example;transport=udp",
        "sip:bob@biloxi.example | sips:bob@biloxi.example",
        "sip:c@h.example?subject=next | sip:c@h.example",
        "sip:c@h.example;x=1 | sip:c@h.example;x=2",
      })
  void seesThatTwoUrisDiffer(String pair) {
    assertThat(same(pair)).isFalse();
  }

  private static boolean same(String pair) {
    String[] uris = pair.split(" \\| ");
    SipUri one = SipUri.parse(uris[0]);
    SipUri other = SipUri.parse(uris[1]);
    assertThat(other.sameAs(one)).isEqualTo(one.sameAs(other));
    return one.sameAs(other);
  }

  private static Stream<Row> rows(String label) throws IOException {
    try (InputStream table = SipUriGrammarTest.class.getResourceAsStream("/sip-uris.tsv")) {
      String text = new String(table.readAllBytes(), StandardCharsets.UTF_8);
      List<Row> rows =
          text.lines()
              .map(line -> line.split("\t", -1))
              .filter(fields -> fields[0].equals(label))
              .map(fields -> new Row(fields[0], fields[1], fields[2]))
              .toList();
      assertThat(rows).isNotEmpty();
      return rows.stream();
    }
  }
}
