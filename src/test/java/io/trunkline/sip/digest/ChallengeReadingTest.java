package io.trunkline.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trunkline.sip.message.SipSyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Challenges come apart whatever their spelling. */
class ChallengeReadingTest {
  private static List<Challenge> read(String... lines) throws SipSyntaxException {
    return Challenge.read("WWW-Authenticate", List.of(lines));
  }

  @Test
  void severalOnOneLine() throws Exception {
    List<Challenge> found =
        read("Digest realm=\"a, b\", nonce=\"1\", NTLM, digest nonce = 2 ,realm = c,stale=TRUE");
    assertThat(found).extracting(Challenge::scheme).containsExactly("Digest", "NTLM", "digest");
    assertThat(found.get(0).realm()).isEqualTo("a, b");
    assertThat(found.get(2).nonce()).isEqualTo("2");
    assertThat(found.get(2).stale()).isTrue();
  }

  @Test
  void missingAlgorithmMeansMd5AndUnknownOnesAreUnusable() throws Exception {
    assertThat(read("Digest realm=\"a\", nonce=\"1\"").get(0).usableAlgorithm())
        .contains(DigestAlgorithm.MD5);
    assertThat(read("Digest realm=\"a\", nonce=\"1\", algorithm=whirl").get(0).usableAlgorithm())
        .isEmpty();
    assertThat(read("Digest realm=\"a\", nonce=\"1\", qop=\"auth-x\"").get(0).usableAlgorithm())
        .isEmpty();
    assertThat(read("Basic realm=\"a\"").get(0).usableAlgorithm()).isEmpty();
  }

  @Test
  void digestWithoutNonceIsRefused() {
    assertThatThrownBy(() -> read("Digest realm=\"a\""))
        .isInstanceOf(SipSyntaxException.class)
        .hasMessageContaining("realm and nonce");
  }
}
