package io.trunkline.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal file survives the process, cut lines and its own age. */
class BindingJournalFileTest {
  private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private static Binding binding(String callId, long seconds) {
    return new Binding(
        callId,
        "sip:host",
        "host",
        "sip:u@host",
        "sip:trunkline-1@127.0.0.1:5",
        "udp",
        "127.0.0.1:5060",
        1,
        NOW.plusSeconds(seconds));
  }

  @Test
  void anotherProcessSeesWhatIsLeft(@TempDir Path folder) {
    Path file = folder.resolve("deep/journal.jsonl");
    FileBindingJournal journal = new FileBindingJournal(file, CLOCK);
    journal.intend(binding("a", 60));
    journal.intend(binding("b", 60));
    journal.intend(binding("ended", -1));
    journal.removed("a");
    assertThat(new FileBindingJournal(file, CLOCK).open()).containsExactly(binding("b", 60));
  }

  @Test
  void aCutLineIsSkippedAndDoesNotSpoilTheNext(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("journal.jsonl");
    FileBindingJournal journal = new FileBindingJournal(file, CLOCK);
    journal.intend(binding("a", 60));
    Files.writeString(file, "{\"intended\":{\"callId\":\"cut", StandardOpenOption.APPEND);
    journal.intend(binding("b", 60));
    assertThat(journal.open()).extracting(Binding::callId).containsExactly("a", "b");
  }

  @Test
  void nothingIsSentWhenTheJournalCannotBeWritten(@TempDir Path folder) throws Exception {
    FileBindingJournal broken = new FileBindingJournal(folder, CLOCK);
    try (UdpPeer peer = new UdpPeer((p, r, from) -> p.send(Reply.to(r, "200 OK").bytes(), from));
        SipChecker checker = new SipChecker(SipCheckerOptions.DEFAULT, broken)) {
      Verdict verdict =
          checker
              .check(
                  CheckRequest.of(peer.target(), CheckMethod.REGISTER)
                      .with(CheckFixture.QUICK)
                      .binding(60))
              .join();
      assertThat(verdict.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(verdict.text()).contains("journal");
      assertThat(peer.requests()).isEmpty();
    }
  }
}
