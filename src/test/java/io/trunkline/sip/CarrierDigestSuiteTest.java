package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.simulator.carrier.CarrierOptions;
import io.trunkline.simulator.carrier.SimulatedCarrier;
import io.trunkline.sip.digest.Credentials;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every algorithm and qop against a registrar that computes its own digests. */
class CarrierDigestSuiteTest {
  private final CheckFixture fixture = new CheckFixture();

  @AfterEach
  void stop() {
    fixture.close();
  }

  private static CheckTarget target(SimulatedCarrier carrier, String transport) {
    return CheckTarget.parse("sip:carrier@127.0.0.1:" + carrier.port() + ";transport=" + transport)
        .inDomain("carrier.test");
  }

  private static CheckRequest register(
      SimulatedCarrier carrier, String transport, String password) {
    return CheckRequest.of(target(carrier, transport), CheckMethod.REGISTER)
        .with(CheckFixture.QUICK)
        .with(new Credentials("carrier", password));
  }

  @ParameterizedTest
  @CsvSource({
    "MD5,auth",
    "MD5,auth-int",
    "MD5,''",
    "MD5-sess,auth",
    "SHA-256,auth",
    "SHA-256,auth-int",
    "SHA-256,''",
    "SHA-256-sess,auth-int",
    "SHA-512-256,auth",
    "SHA-512-256-sess,auth"
  })
  void rightPasswordsPassAndWrongOnesDoNot(String algorithm, String qop) {
    CarrierOptions options = CarrierOptions.DEFAULT.challenging(List.of(algorithm), qop);
    try (SimulatedCarrier carrier = SimulatedCarrier.start(options)) {
      Verdict right = fixture.run(register(carrier, "udp", "carrier"));
      assertThat(right.text()).isEqualTo("200 OK");
      assertThat(CheckFixture.digest(right).algorithm()).isEqualTo(algorithm);
      Verdict wrong = fixture.run(register(carrier, "udp", "not it"));
      assertThat(wrong.failure()).isEqualTo(FailureClass.AUTH);
      assertThat(wrong.traffic().requests()).isEqualTo(2);
    }
  }

  @Test
  void theStrongestIsTakenAndWeakOnesCanBeRefused() {
    CarrierOptions both = CarrierOptions.DEFAULT.challenging(List.of("MD5", "SHA-512-256"), "auth");
    try (SimulatedCarrier carrier = SimulatedCarrier.start(both)) {
      Verdict verdict = fixture.run(register(carrier, "udp", "carrier"));
      assertThat(CheckFixture.digest(verdict).algorithm()).isEqualTo("SHA-512-256");
    }
    CarrierOptions weak = CarrierOptions.DEFAULT.challenging(List.of("MD5"), "auth");
    try (SimulatedCarrier carrier = SimulatedCarrier.start(weak)) {
      AnswerPolicy strict =
          new AnswerPolicy(AliveRule.ALIVE, false, io.trunkline.sip.digest.DigestAlgorithm.SHA_256);
      Verdict verdict = fixture.run(register(carrier, "udp", "carrier").with(strict));
      assertThat(verdict.failure()).isEqualTo(FailureClass.UNSUPPORTED_AUTH);
    }
  }

  @ParameterizedTest
  @CsvSource({"udp", "tcp"})
  void aBindingComesAndGoesAndOthersStay(String transport) {
    try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT)) {
      Verdict verdict = fixture.run(register(carrier, transport, "carrier").binding(30));
      assertThat(CheckFixture.registration(verdict).ownBinding()).isTrue();
      assertThat(CheckFixture.registration(verdict).grantedSeconds()).isEqualTo(30);
      assertThat(CheckFixture.registration(verdict).removal()).isEqualTo("removed");
      assertThat(carrier.bindings("carrier")).isEmpty();
      assertThat(verdict.path().seen()).isEqualTo(verdict.path().local());
      assertThat(verdict.path().nat()).isFalse();
    }
  }

  @Test
  void unknownUsersAreNotFound() {
    try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT)) {
      CheckRequest request =
          CheckRequest.of(target(carrier, "udp").forUser("nobody"), CheckMethod.REGISTER)
              .with(CheckFixture.QUICK);
      assertThat(fixture.run(request).failure()).isEqualTo(FailureClass.NOT_FOUND);
    }
  }

  @Test
  void optionsOverTcpIsAnswered() {
    try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.DEFAULT)) {
      assertThat(fixture.options(target(carrier, "tcp")).outcome()).isEqualTo(Outcome.OK);
    }
  }
}
