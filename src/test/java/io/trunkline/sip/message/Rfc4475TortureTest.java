package io.trunkline.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Our verdict on each of the RFC's messages, read from a folder beside the repository. "take" means
 * the reader hands the message on; what the RFC leaves to the application stands in the third
 * column.
 */
class Rfc4475TortureTest {
  private final SipMessageReader reader = new SipMessageReader(ReaderLimits.DEFAULT);

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wsinv      | take   | 3.1.1.1 folding, blanks, compact names, quotes in quotes
          intmeth    | take   | 3.1.1.2 every legal character
          esc01      | take   | 3.1.1.3 escaped characters
          escnull    | take   | 3.1.1.4 escaped NUL
          esc02      | take   | 3.1.1.5 percent sign as a method character
          lwsdisp    | take   | 3.1.1.6 no blank before the angle bracket
          longreq    | take   | 3.1.1.7 long values
          dblreq     | take   | 3.1.1.8 bytes behind Content-Length are cut
          semiuri    | take   | 3.1.1.9 semicolons in the user part
          transports | take   | 3.1.1.10 unknown transports in Via
          mpart01    | take   | 3.1.1.11 multipart body
          unreason   | take   | 3.1.1.12 UTF-8 reason phrase
          noreason   | take   | 3.1.1.13 empty reason phrase
          badinv01   | refuse | Via
          clerr      | refuse | Content-Length
          ncl        | refuse | Content-Length
          scalar02   | refuse | CSeq
          scalarlg   | refuse | CSeq
          quotbal    | refuse | To
          ltgtruri   | refuse | Request line
          lwsruri    | refuse | Request line
          lwsstart   | refuse | Request line
          trws       | refuse | Request line
          escruri    | refuse | Request line
          baddate    | take   | 3.1.2.12 Date is not read by a check
          regbadct   | refuse | Contact
          badaspec   | refuse | To
          baddn      | refuse | Message
          badvers    | refuse | Request line
          mismatch01 | refuse | CSeq
          mismatch02 | refuse | CSeq
          bigcode    | refuse | Status line
          badbranch  | take   | 3.2.1 without a usable branch it matches no transaction
          insuf      | refuse | From
          unkscm     | take   | 3.3.2 unknown scheme in the Request-URI
          novelsc    | take   | 3.3.3 known but odd scheme
          unksm2     | take   | 3.3.4 unknown scheme in To and Contact
          bext01     | take   | 3.3.5 unknown Require is for the application
          invut      | take   | 3.3.6 unknown content type
          regaut01   | take   | 3.3.7 unknown authorization scheme
          multi01    | refuse | From
          mcl01      | refuse | Content-Length
          bcast      | take   | 3.3.10 two Via: dropped by the transaction, not by the reader
          zeromf     | take   | 3.3.11 Max-Forwards 0 is for proxies
          cparam01   | take   | 3.3.12 unknown contact parameter
          cparam02   | take   | 3.3.13 unknown URI parameter in brackets
          regescrt   | take   | 3.3.14 escaped header in a Contact URI
          sdp01      | take   | 3.3.15 Accept is for the application
          inv2543    | take   | 3.4.1 RFC 2543 without branch and Content-Length
          """)
  void eachMessageGetsItsVerdict(String name, String verdict, String why) throws Exception {
    Optional<Path> folder = folder();
    Assumptions.assumeTrue(folder.isPresent(), "no shared/rfc4475 folder above this repository");
    byte[] data = Files.readAllBytes(folder.orElseThrow().resolve(name + ".dat"));
    if (verdict.equals("take")) {
      assertThat(reader.read(data).headers().first("CSeq")).as(why).isNotNull();
    } else {
      assertThatThrownBy(() -> reader.read(data))
          .isInstanceOf(SipSyntaxException.class)
          .extracting(e -> ((SipSyntaxException) e).part())
          .isEqualTo(why);
    }
  }

  @Test
  void theTableNamesEveryMessageOfTheFolder() throws Exception {
    Optional<Path> folder = folder();
    Assumptions.assumeTrue(folder.isPresent(), "no shared/rfc4475 folder above this repository");
    try (Stream<Path> files = Files.list(folder.orElseThrow())) {
      assertThat(files.filter(f -> f.toString().endsWith(".dat"))).hasSize(49);
    }
  }

  private static Optional<Path> folder() throws IOException {
    for (Path up = Path.of("").toRealPath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/rfc4475");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
