package io.trunkline.command;

import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.history.CheckPoint;
import io.trunkline.sip.history.PathStatistics;
import io.trunkline.sip.transport.TlsReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints verdicts for people: what came, over which way, and what to mind. */
final class CheckReport {
  private final PrintWriter out;

  CheckReport(PrintWriter out) {
    this.out = out;
  }

  void title(CheckRequest request) {
    String binding = request.bindSeconds() > 0 ? " (binding, removed afterwards)" : "";
    out.println(request.method() + " " + request.target().uri() + binding);
    out.println();
    out.flush();
  }

  /** One verdict in full. */
  void full(Verdict verdict) {
    line(verdict.outcome().token(), verdict.text());
    line("time", times(verdict.timing()));
    path(verdict);
    if (verdict.server() != null) {
      line("server", verdict.server());
    }
    line("traffic", traffic(verdict.traffic()));
    digest(verdict.digest());
    registration(verdict.registration());
    tls(verdict.tls());
    if (verdict.retryAfterSeconds() != null) {
      line("retry", "the peer asks to wait " + verdict.retryAfterSeconds() + " s");
    }
    verdict.redirects().forEach(target -> line("moved to", target));
    if (verdict.attempts().size() > 1) {
      verdict.attempts().forEach(a -> line("tried", tried(a)));
    }
    verdict.warnings().forEach(warning -> line("warning", warning));
    out.flush();
  }

  /** One verdict of a series in a line. */
  void brief(int number, Verdict verdict) {
    Double rtt = verdict.timing().first();
    String time = rtt == null ? "" : " time=" + millis(rtt);
    out.println(
        "%4d  %-7s %s%s".formatted(number, verdict.outcome().token(), verdict.text(), time));
    out.flush();
  }

  void statistics(List<CheckPoint> points) {
    PathStatistics found = PathStatistics.of(points);
    out.println();
    out.println(
        "%d checks, %.0f %% without an answer, jitter %s"
            .formatted(found.checks(), found.lossShare() * 100, millis(found.jitterMillis())));
    if (found.p50Millis() != null) {
      out.println(
          "round trip: median %s, p95 %s, p99 %s"
              .formatted(
                  millis(found.p50Millis()), millis(found.p95Millis()), millis(found.p99Millis())));
    }
    out.flush();
  }

  private void line(String label, String text) {
    out.println("  %-9s %s".formatted(label, text));
  }

  private static String times(Verdict.Timing timing) {
    StringBuilder text = new StringBuilder();
    append(text, "first answer", timing.first());
    append(text, "final answer", timing.last());
    append(text, "dns", positive(timing.dns()));
    append(text, "connect", positive(timing.connect()));
    append(text, "tls", positive(timing.tls()));
    return text.isEmpty() ? "no answer" : text.toString();
  }

  private static @Nullable Double positive(double value) {
    return value > 0 ? value : null;
  }

  private static void append(StringBuilder text, String name, @Nullable Double value) {
    if (value != null) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(millis(value));
    }
  }

  private static String millis(@Nullable Double value) {
    double shown = value == null ? Double.NaN : value;
    return String.format(Locale.ROOT, shown < 10 ? "%.2f ms" : "%.1f ms", shown);
  }

  private void path(Verdict verdict) {
    Verdict.Path path = verdict.path();
    if (path.remote() == null) {
      return;
    }
    String from = path.local() == null ? "" : path.local() + " -> ";
    line("path", verdict.transport() + " " + from + path.remote());
    if (path.seen() != null && Boolean.TRUE.equals(path.nat())) {
      line("nat", "the peer saw us as " + path.seen());
    }
    if (path.answeredFrom() != null) {
      line("warning", "the answer came from another address: " + path.answeredFrom());
    }
  }

  private static String traffic(Verdict.Traffic traffic) {
    StringBuilder text =
        new StringBuilder(traffic.requests() == 1 ? "1 request" : traffic.requests() + " requests");
    if (traffic.retransmissions() > 0) {
      text.append(", ").append(traffic.retransmissions()).append(" retransmissions");
    }
    if (!traffic.provisional().isEmpty()) {
      text.append(", provisional ").append(traffic.provisional());
    }
    if (traffic.strays() > 0) {
      text.append(", ").append(traffic.strays()).append(" stray answers");
    }
    if (traffic.malformed() > 0) {
      text.append(", ").append(traffic.malformed()).append(" malformed");
    }
    return text.toString();
  }

  private void digest(Verdict.@Nullable DigestUse digest) {
    if (digest != null) {
      String qop = digest.qop() == null ? "without qop" : "qop " + digest.qop();
      line("digest", digest.algorithm() + ", " + qop + ", realm \"" + digest.realm() + "\"");
    }
  }

  private void registration(Verdict.@Nullable Registration registration) {
    if (registration == null) {
      return;
    }
    List<String> contacts = registration.contacts();
    line(
        "bindings",
        contacts.isEmpty() ? "none" : contacts.size() + ": " + String.join(", ", contacts));
    if (registration.askedSeconds() > 0) {
      line(
          "ours",
          (Boolean.TRUE.equals(registration.ownBinding()) ? "bound" : "missing")
              + ", asked "
              + registration.askedSeconds()
              + " s, granted "
              + (registration.grantedSeconds() == null
                  ? "nothing"
                  : registration.grantedSeconds() + " s")
              + ", "
              + registration.removal());
    }
  }

  private void tls(@Nullable TlsReport tls) {
    if (tls == null) {
      return;
    }
    line("tls", tls.protocol() == null ? "no handshake" : tls.protocol() + " " + tls.suite());
    line("", "subject " + tls.subject() + ", issuer " + tls.issuer());
    line("", "names " + String.join(", ", tls.names()));
    line(
        "",
        "valid %s to %s (%d days left), %s, name %s"
            .formatted(
                tls.notBefore(),
                tls.notAfter(),
                tls.daysLeft(Instant.now()),
                tls.trusted() ? "trusted" : "NOT trusted",
                tls.nameMatches() ? "matches" : "DOES NOT match"));
  }

  private static String tried(Verdict.Attempt attempt) {
    return "%s %s (%s): %s, %s"
        .formatted(
            attempt.transport(),
            attempt.remote(),
            attempt.server(),
            attempt.text(),
            millis(attempt.millis()));
  }
}
