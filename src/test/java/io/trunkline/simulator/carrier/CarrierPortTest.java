package io.trunkline.simulator.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A port that is free for UDP may be taken for TCP. */
class CarrierPortTest {
  @Test
  void anyPortMeansOneThatBothCanHave() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> wanted = List.of(other.getLocalPort(), other.getLocalPort(), 0).iterator();
      try (SimulatedCarrier carrier =
          SimulatedCarrier.start(CarrierOptions.DEFAULT, wanted::next)) {
        assertThat(carrier.port()).isNotEqualTo(other.getLocalPort()).isPositive();
      }
      assertThat(wanted).isExhausted();
    }
  }

  @Test
  void aPortThatWasNamedIsTriedOnce() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CarrierOptions named = CarrierOptions.DEFAULT.withPort(other.getLocalPort());
      assertThatThrownBy(() -> SimulatedCarrier.start(named))
          .hasMessageStartingWith(
              "the simulated carrier cannot listen on 127.0.0.1:" + other.getLocalPort());
    }
  }
}
