package io.trunkline.sip.message;

import static io.trunkline.sip.message.MessageText.request;
import static io.trunkline.sip.message.MessageText.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of our own after each case of RFC 4475, so that the suite does not need its files. */
class OwnTortureTest {
  private final SipMessageReader reader = new SipMessageReader(ReaderLimits.DEFAULT);

  @ParameterizedTest
  @MethodSource
  void taken(MessageText message) throws Exception {
    assertThat(reader.read(message.bytes()).headers().first("call-id"))
        .isEqualTo("wren-1@192.0.2.77");
  }

  static Stream<Named<MessageText>> taken() {
    return Stream.of(
        take(
            "3.1.1.1 folded From",
            request()
                .without("From")
                .with(
                    "FROM  :\r\n ",
                    "\"Rook \\\\\\\"\" <sip:rook@nest.example>\r\n ;\r\n tag = a1")),
        take(
            "3.1.1.1 two Via in one",
            request()
                .without("Via")
                .with(
                    "v",
                    "SIP / 2.0\r\n / UDP 192.0.2.5 ; branch = z9hG4bKa , SIP/2.0/TCP [2001:db8::5]:5080")),
        take("3.1.1.1 folded CSeq", request().without("CSeq").with("cseq", "0007\r\n  REGISTER")),
        take("3.1.1.1 odd unknown value", request().with("X-Odd", ";,,;;,")),
        take(
            "3.1.1.2 odd method",
            request()
                .start("!o.d%d*me`th'od~+ sip:1_w:x(y)@nest.example SIP/2.0")
                .with("CSeq", "7 !o.d%d*me`th'od~+")),
        take(
            "3.1.1.2 control characters quoted",
            request().with("To", "\"BEL:\\\u0007 NUL:\\\0\" <sip:odd!&=+$,;?/@nest.example>")),
        take(
            "3.1.1.3 escaped letters", request().start("REGISTER sip:w%72en@nest.example SIP/2.0")),
        take(
            "3.1.1.4 escaped NUL",
            request().with("Contact", "<sip:%00@192.0.2.9>, <sip:%00%00@192.0.2.9>")),
        take(
            "3.1.1.5 percent in a method",
            request().start("RE%47ISTER sip:nest.example SIP/2.0").with("CSeq", "7 RE%47ISTER")),
        take(
            "3.1.1.6 no blank before bracket",
            request().with("From", "wren<sip:wren@nest.example>;tag=b")),
        take("3.1.1.7 long value", request().with("X-Long", "x".repeat(20_000))),
        take(
            "3.1.1.8 bytes behind the end",
            request().body("REGISTER sip:second.example SIP/2.0\r\n\r\n")),
        take(
            "3.1.1.9 semicolon in user",
            request().start("REGISTER sip:wren;day=mo@nest.example SIP/2.0")),
        take(
            "3.1.1.10 unknown transport",
            request().with("Via", "SIP/2.0/PIGEON nest.example;branch=z9hG4bKp")),
        take("3.1.1.11 binary body", request().with("Content-Length", "5").body("-\0-\r\n")),
        take("3.1.1.12 UTF-8 reason", response().start("SIP/2.0 200 Zaunkönig ist da")),
        take("3.1.1.13 empty reason", response().start("SIP/2.0 180 ")),
        take("3.1.2.12 odd time zone", request().with("Date", "Sun, 22 Nov 2026 04:00:00 CET")),
        take("3.2.1 cookie only", request().with("Via", "SIP/2.0/UDP 192.0.2.5;branch=z9hG4bK")),
        take("3.3.2 unknown scheme", request().start("REGISTER feather:anything-at-all SIP/2.0")),
        take("3.3.3 odd scheme", request().start("REGISTER soap.beep://192.0.2.103:3002 SIP/2.0")),
        take("3.3.4 unknown scheme in To", request().with("To", "isbn:9780000000002")),
        take("3.3.5 unknown Require", request().with("Require", "nothingKnowsThis")),
        take(
            "3.3.6 unknown content",
            request()
                .with("Content-Type", "application/egg")
                .with("Content-Length", "3")
                .body("egg")),
        take("3.3.7 unknown credentials", request().with("Authorization", "NoOneKnows data=\"x\"")),
        take(
            "3.3.10 second Via",
            response().with("v", "SIP/2.0/UDP 255.255.255.255;branch=z9hG4bKb")),
        take("3.3.11 no hops left", request().with("Max-Forwards", "0")),
        take("3.3.12 contact parameter", request().with("Contact", "sip:wren@192.0.2.9;nestbox")),
        take("3.3.13 URI parameter", request().with("Contact", "<sip:wren@192.0.2.9;nestbox>")),
        take(
            "3.3.14 escaped header",
            request().with("Contact", "<sip:wren@192.0.2.9?Route=%3Csip:x.example%3E>")),
        take("3.3.15 unknown Accept", request().with("Accept", "text/nest")),
        take(
            "3.4.1 RFC 2543",
            request().without("Content-Length").with("Via", "SIP/2.0/UDP 192.0.2.5").body("v=0")));
  }

  @ParameterizedTest
  @MethodSource
  void refused(MessageText message, String part) {
    assertThatThrownBy(() -> reader.read(message.bytes()))
        .isInstanceOf(SipSyntaxException.class)
        .extracting(e -> ((SipSyntaxException) e).part())
        .isEqualTo(part);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refuse(
            "3.1.2.1 empty parameters",
            "Via",
            request().with("Via", "SIP/2.0/UDP 192.0.2.5;;branch=z9hG4bKa;,")),
        refuse(
            "3.1.2.2 body too short",
            "Content-Length",
            request().with("Content-Length", "4000").body("short")),
        refuse("3.1.2.3 negative length", "Content-Length", request().with("Content-Length", "-4")),
        refuse("3.1.2.4 CSeq 2^31", "CSeq", request().with("CSeq", "2147483648 REGISTER")),
        refuse(
            "3.1.2.5 CSeq beyond long",
            "CSeq",
            response().with("CSeq", "123456789012345678901234567890 REGISTER")),
        refuse(
            "3.1.2.6 open quote",
            "To",
            request().with("To", "\"Rook, the bird <sip:rook@nest.example>")),
        refuse(
            "3.1.2.7 bracketed URI",
            "Request line",
            request().start("REGISTER <sip:nest.example> SIP/2.0")),
        refuse(
            "3.1.2.8 blank in URI",
            "Request line",
            request().start("REGISTER sip:nest.example; lr SIP/2.0")),
        refuse(
            "3.1.2.9 two blanks",
            "Request line",
            request().start("REGISTER  sip:nest.example  SIP/2.0")),
        refuse(
            "3.1.2.10 trailing blanks",
            "Request line",
            request().start("REGISTER sip:nest.example SIP/2.0  ")),
        refuse(
            "3.1.2.11 header in URI",
            "Request line",
            request().start("REGISTER sip:nest.example?Route=%3Csip:x.example%3E SIP/2.0")),
        refuse(
            "3.1.2.13 bare ? in Contact",
            "Contact",
            request().with("Contact", "sip:wren@192.0.2.9?Route=%3Csip:x.example%3E")),
        refuse(
            "3.1.2.14 blanks in brackets",
            "To",
            request().with("To", "\"Rook\" < sip:rook@nest.example >")),
        refuse(
            "3.1.2.15 comma in display name",
            "From",
            request().with("From", "Rook, Corvus <sip:rook@nest.example>;tag=1")),
        refuse(
            "3.1.2.16 request version",
            "Request line",
            request().start("REGISTER sip:nest.example SIP/9.1")),
        refuse("3.1.2.16 response version", "Status line", response().start("SIP/3.0 200 OK")),
        refuse(
            "3.1.2.17 other method in CSeq",
            "CSeq",
            request().start("OPTIONS sip:nest.example SIP/2.0")),
        refuse(
            "3.1.2.18 unknown method, other CSeq",
            "CSeq",
            request().start("HATCH sip:nest.example SIP/2.0")),
        refuse(
            "3.1.2.19 status too large", "Status line", response().start("SIP/2.0 4294967496 OK")),
        refuse("3.1.2.19 status too low", "Status line", response().start("SIP/2.0 099 Low")),
        refuse("3.1.2.19 two digits", "Status line", response().start("SIP/2.0 20 OK")),
        refuse("3.3.1 no Call-ID", "Call-ID", response().without("Call-ID")),
        refuse("3.3.1 no Via", "Via", response().without("Via")),
        refuse("3.3.1 no CSeq", "CSeq", response().without("CSeq")),
        refuse("3.3.1 no To", "To", response().without("To")),
        refuse("3.3.8 two From", "From", request().with("f", "<sip:rook@nest.example>;tag=2")),
        refuse("3.3.9 two lengths", "Content-Length", request().with("l", "5").body("eggs!")));
  }

  private static Named<MessageText> take(String name, MessageText message) {
    return Named.of(name, message);
  }

  private static Arguments refuse(String name, String part, MessageText message) {
    return Arguments.of(Named.of(name, message), part);
  }
}
