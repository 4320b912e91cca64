package io.trunkline.event.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Published examples of each scheme, and the reference library as a second opinion. */
class SignatureVectorsTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);

  /** The example of the Standard Webhooks specification's reference libraries. */
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  private static HookSource source(String... settings) {
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      all.put("trunkline.hooks.ops." + settings[i], settings[i + 1]);
    }
    return new HookSettings(all::get, true, Duration.ofMinutes(5)).read(all.keySet()).get("ops");
  }

  private static HookRequest request(String body, String... headers) {
    Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], List.of(headers[i + 1]));
    }
    return new HookRequest(
        name -> all.getOrDefault(name, List.of()),
        body.getBytes(UTF_8),
        InetAddress.getLoopbackAddress(),
        null);
  }

  private static HookRequest standard(String id, String time, String signature, String body) {
    return request(
        body, "webhook-id", id, "webhook-timestamp", time, "webhook-signature", signature);
  }

  private final HookSource standard = source("scheme", "standard-webhooks", "secret", SECRET);

  @Test
  void theExampleOfTheSpecificationIsLetIn() {
    Proof proof = standard.verify(standard(ID, "1614265330", SIGNATURE, BODY), NOW);
    assertThat(proof).isEqualTo(new Proof(ID));
  }

  @Test
  void theReferenceLibrarySignsWhatIsLetIn() throws Exception {
    String signed = new Webhook(SECRET).sign(ID, NOW.getEpochSecond(), BODY);
    assertThat(signed).isEqualTo(SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 0, 300})
  void clocksMayDifferByTheWindow(long ahead) {
    assertThat(standard.verify(standard(ID, "1614265330", SIGNATURE, BODY), NOW.plusSeconds(ahead)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, -86_400, 86_400})
  void andNoMoreThanTheWindow(long ahead) {
    assertThat(standard.verify(standard(ID, "1614265330", SIGNATURE, BODY), NOW.plusSeconds(ahead)))
        .isNull();
  }

  @Test
  void oneGoodSignatureAmongOthersIsEnough() {
    String many = "v1,AAAA v2,xyz v1a,AAAA " + SIGNATURE + " v1,!!!";
    assertThat(standard.verify(standard(ID, "1614265330", many, BODY), NOW)).isNotNull();
  }

  @Test
  void eachOfSeveralKeysMaySign() {
    HookSource rotating =
        source(
            "scheme",
            "standard-webhooks",
            "secret",
            "whsec_" + Base64.getEncoder().encodeToString(new byte[32]),
            "secret.2",
            SECRET);
    assertThat(rotating.verify(standard(ID, "1614265330", SIGNATURE, BODY), NOW)).isNotNull();
  }

  @Test
  void anEd25519KeyMaySign() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] encoded = pair.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    Signature signer = Signature.getInstance("Ed25519");
    signer.initSign(pair.getPrivate());
    signer.update((ID + ".1614265330." + BODY).getBytes(UTF_8));
    String signature = "v1a," + Base64.getEncoder().encodeToString(signer.sign());
    HookSource source =
        source(
            "scheme",
            "standard-webhooks",
            "secret",
            "whpk_" + Base64.getEncoder().encodeToString(raw));
    assertThat(source.verify(standard(ID, "1614265330", signature, BODY), NOW)).isNotNull();
    assertThat(source.verify(standard(ID, "1614265331", signature, BODY), NOW)).isNull();
    // A v1a signature is never taken for a v1 one.
    assertThat(source.verify(standard(ID, "1614265330", "v1" + signature.substring(3), BODY), NOW))
        .isNull();
  }

  /** The example of GitHub's documentation on validating deliveries. */
  @Test
  void theExampleOfGitHubIsLetIn() {
    HookSource github = source("scheme", "github", "secret", "It's a Secret to Everybody");
    String hex = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    assertThat(github.verify(request("Hello, World!", "X-Hub-Signature-256", "sha256=" + hex), NOW))
        .isNotNull();
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    String base64 = Base64.getEncoder().encodeToString(bytes);
    HookRequest genesys = request("Hello, World!", "X-Hub-Signature-256", "sha256=" + base64);
    assertThat(github.verify(genesys, NOW)).isNull();
    assertThat(
            source("scheme", "genesys", "secret", "It's a Secret to Everybody")
                .verify(genesys, NOW))
        .isNotNull();
  }

  @Test
  void stripeSignsTimeAndBody() throws Exception {
    String secret = "whsec_0123456789abcdef";
    javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
    mac.init(new javax.crypto.spec.SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    String hex =
        java.util.HexFormat.of().formatHex(mac.doFinal(("1614265330." + BODY).getBytes(UTF_8)));
    HookSource stripe = source("scheme", "stripe", "secret", secret);
    HookRequest good = request(BODY, "Stripe-Signature", "t=1614265330,v1=" + hex + ",v0=00");
    assertThat(stripe.verify(good, NOW)).isNotNull();
    assertThat(stripe.verify(good, NOW.plusSeconds(301))).isNull();
    assertThat(stripe.verify(request(BODY, "Stripe-Signature", "t=1614265331,v1=" + hex), NOW))
        .isNull();
  }

  @Test
  void aTokenMustBeTheWholeToken() {
    HookSource bearer = source("scheme", "bearer", "secret", "0123456789abcdef");
    assertThat(bearer.verify(request("{}", "Authorization", "Bearer 0123456789abcdef"), NOW))
        .isNotNull();
    for (String bad : new String[] {"0123456789abcde", "0123456789abcdef0", "", " "}) {
      assertThat(bearer.verify(request("{}", "Authorization", "Bearer " + bad), NOW)).isNull();
    }
    assertThat(bearer.verify(request("{}"), NOW)).isNull();
  }

  @Test
  void addressesOutsideTheListAreNotLetInWhateverTheySign() {
    HookSource elsewhere =
        source(
            "scheme",
            "standard-webhooks",
            "secret",
            SECRET,
            "addresses",
            "203.0.113.0/24, 2001:db8::/32");
    assertThat(elsewhere.verify(standard(ID, "1614265330", SIGNATURE, BODY), NOW)).isNull();
    HookSource here = source("scheme", "address", "addresses", "127.0.0.0/8, ::1");
    assertThat(here.verify(request("{}"), NOW)).isNotNull();
  }

  @Test
  void aCertificateMustHaveBeenShownAndBeTheRightOne() throws Exception {
    HookSource mtls = source("scheme", "mtls", "subject", "CN=relay");
    for (String shown : new String[] {null, "CN=other"}) {
      HookRequest request =
          new HookRequest(name -> List.of(), new byte[0], InetAddress.getLoopbackAddress(), shown);
      assertThat(mtls.verify(request, NOW)).isNull();
    }
    HookRequest right =
        new HookRequest(
            name -> List.of(), new byte[0], InetAddress.getLoopbackAddress(), "CN=relay");
    assertThat(mtls.verify(right, NOW)).isNotNull();
  }

  @Test
  void settingsThatWouldLetAnybodyInAreRefused() {
    Map<String, String> none = Map.of("trunkline.hooks.a.scheme", "none");
    assertThatThrownBy(
            () -> new HookSettings(none::get, false, Duration.ofMinutes(5)).read(none.keySet()))
        .isInstanceOf(HookSettingsException.class)
        .hasMessageContaining("trunkline.hooks.a.scheme");
    for (String[] bad :
        new String[][] {
          {"scheme", "github"},
          {"scheme", "github", "secret", "short"},
          {"scheme", "standard-webhooks", "secret", "whsec_!!!"},
          {"scheme", "md5"},
          {"scheme", "address"},
          {"scheme", "address", "addresses", "everywhere"},
          {"scheme", "bearer", "secret", "0123456789abcdef", "duplicates", "500"}
        }) {
      assertThatThrownBy(() -> source(bad)).isInstanceOf(HookSettingsException.class);
    }
  }
}
