package io.trunkline.sip;

import io.trunkline.sip.digest.DigestAnswer;
import io.trunkline.sip.locate.ServerTarget;
import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.SipHeaders;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.message.SipSyntaxException;
import io.trunkline.sip.message.Via;
import io.trunkline.sip.transport.Flow;
import io.trunkline.sip.transport.TlsReport;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything seen during one check; becomes its {@link Verdict}. Lives on one event loop. */
final class Observations {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Instant at;
  private final CheckRequest request;
  private final List<Integer> provisional = new ArrayList<>(0);
  private final List<Verdict.Attempt> attempts = new ArrayList<>(1);
  private final List<String> warnings;
  private final double startDelay;
  private double dnsMillis;
  private double connectMillis;
  private double tlsMillis;
  private long firstSent;
  private @Nullable Double firstMillis;
  private @Nullable Double lastMillis;
  private int requests;
  private int copies;
  private int strays;
  private int malformed;
  private String lastMalformed = "";
  private @Nullable String transport;
  private @Nullable Flow flow;
  private @Nullable InetSocketAddress remote;
  private @Nullable String remoteText;
  private @Nullable String seen;
  private @Nullable Boolean nat;
  private @Nullable String answeredFrom;
  private @Nullable SipResponse response;
  private @Nullable TlsReport tls;
  private Verdict.@Nullable DigestUse digest;
  private Verdict.@Nullable Registration registration;
  private List<String> redirects = List.of();

  Observations(Instant at, CheckRequest request, long startDelayNanos) {
    this.at = at;
    this.request = request;
    this.startDelay = startDelayNanos / NANOS_PER_MILLI;
    this.warnings = new ArrayList<>(request.warnings());
    if (request.target().transport() != null) {
      this.transport = request.target().transport().token();
    }
  }

  void located(long nanos) {
    dnsMillis += nanos / NANOS_PER_MILLI;
  }

  /** A server is about to be tried: timings start again, counts go on. */
  void trying(ServerTarget server) {
    transport = server.transport().token();
    remote = server.address();
    remoteText = text(server.address());
    flow = null;
    firstMillis = null;
    lastMillis = null;
    firstSent = 0;
    connectMillis = 0;
    tlsMillis = 0;
  }

  void opened(Flow opened, long connectNanos, long tlsNanos) {
    flow = opened;
    connectMillis = connectNanos / NANOS_PER_MILLI;
    tlsMillis = tlsNanos / NANOS_PER_MILLI;
  }

  void handshake(@Nullable TlsReport report) {
    if (report == null) {
      return;
    }
    tls = report;
    long days = report.daysLeft(at);
    if (days >= 0 && days < request.tls().warnDays()) {
      warnings.add("the certificate ends in " + days + " days, on " + report.notAfter());
    }
  }

  void request() {
    requests++;
  }

  void sent() {
    copies++;
    if (firstSent == 0) {
      firstSent = System.nanoTime();
    }
  }

  void stray() {
    strays++;
  }

  void malformed(String what) {
    malformed++;
    lastMalformed = what;
  }

  void provisional(SipResponse answer, long arrived) {
    provisional.add(answer.status());
    answered(arrived);
  }

  private void answered(long arrived) {
    if (firstMillis == null) {
      firstMillis = (arrived - firstSent) / NANOS_PER_MILLI;
    }
  }

  void finished(SipResponse answer, InetSocketAddress from, long arrived) {
    answered(arrived);
    lastMillis = (arrived - firstSent) / NANOS_PER_MILLI;
    response = answer;
    if (remote != null && !from.equals(remote)) {
      answeredFrom = text(from);
    }
    readVia(answer);
  }

  private void readVia(SipResponse answer) {
    Flow way = flow;
    if (way == null) {
      return;
    }
    try {
      Via via = answer.headers().vias().get(0);
      String host = via.received();
      Integer port = via.rport();
      if (host != null || port != null) {
        InetSocketAddress mine = way.local();
        seen =
            hostPort(
                host == null ? mine.getAddress().getHostAddress() : host,
                port == null ? mine.getPort() : port);
        nat = !seen.equals(way.sentBy());
      }
    } catch (SipSyntaxException e) {
      throw new IllegalStateException("the reader let a bad Via pass", e);
    }
  }

  void digest(String realm, DigestAnswer answer) {
    digest = new Verdict.DigestUse(realm, answer.algorithm().token(), answer.qop());
  }

  void registration(Verdict.Registration found) {
    registration = found;
  }

  void redirects(List<String> targets) {
    redirects = targets;
  }

  void warn(String text) {
    warnings.add(text);
  }

  void attempt(ServerTarget server, long startedNanos, Finding finding) {
    attempts.add(
        new Verdict.Attempt(
            server.server(),
            remoteText == null ? text(server.address()) : remoteText,
            server.transport().token(),
            finding.status(),
            finding.failure(),
            finding.text(),
            (System.nanoTime() - startedNanos) / NANOS_PER_MILLI));
  }

  int strays() {
    return strays;
  }

  int malformed() {
    return malformed;
  }

  String lastMalformed() {
    return lastMalformed;
  }

  Verdict.@Nullable Registration registration() {
    return registration;
  }

  int copies() {
    return copies;
  }

  /** The verdict that these observations and this finding make. */
  Verdict verdict(Finding finding) {
    SipResponse last = finding.status() == null ? null : response;
    return new Verdict(
        at,
        request.target().uri(),
        request.method(),
        transport,
        finding.outcome(),
        finding.status() != null,
        finding.outcome() == Outcome.OK,
        finding.failure(),
        finding.text(),
        finding.status(),
        last == null ? null : last.reason(),
        last == null ? null : server(last.headers()),
        new Verdict.Timing(
            startDelay, dnsMillis, connectMillis, tlsMillis, firstMillis, lastMillis),
        new Verdict.Traffic(
            requests, copies, copies - requests, List.copyOf(provisional), strays, malformed),
        new Verdict.Path(flow == null ? null : flow.sentBy(), remoteText, seen, nat, answeredFrom),
        digest,
        registration,
        tls,
        last == null ? null : RetryAfter.seconds(last.headers()),
        redirects,
        List.copyOf(attempts),
        List.copyOf(warnings));
  }

  private static @Nullable String server(SipHeaders headers) {
    String server = headers.first(HeaderName.SERVER);
    return server == null ? headers.first(HeaderName.USER_AGENT) : server;
  }

  private static String text(InetSocketAddress address) {
    return hostPort(address.getAddress().getHostAddress(), address.getPort());
  }

  private static String hostPort(String host, int port) {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
