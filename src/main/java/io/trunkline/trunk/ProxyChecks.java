package io.trunkline.trunk;

import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.Verdict;
import io.trunkline.sip.diagnosis.OurView;
import io.trunkline.sip.transport.SipTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the verdict that says most about a proxy, whatever its transport. */
final class ProxyChecks {
  private final Map<String, List<Verdict>> byHost = new HashMap<>();
  private final Instant now;
  private final Duration maxAge;

  ProxyChecks(List<Verdict> verdicts, Instant now, Duration maxAge) {
    this.now = now;
    this.maxAge = maxAge;
    for (Verdict verdict : verdicts) {
      String host = CheckTarget.parse(verdict.target()).host().toLowerCase(Locale.ROOT);
      byHost.computeIfAbsent(host, none -> new ArrayList<>()).add(verdict);
    }
  }

  OurView view(@Nullable Verdict verdict) {
    return OurView.of(verdict, now, maxAge);
  }

  /** A REGISTER that tells of the credentials says more than OPTIONS; anything else says less. */
  @Nullable Verdict of(String proxy) {
    CheckTarget wanted;
    try {
      wanted = CheckTarget.parse(proxy);
    } catch (InvalidCheckException e) {
      return null;
    }
    return byHost.getOrDefault(wanted.host().toLowerCase(Locale.ROOT), List.of()).stream()
        .filter(verdict -> samePort(wanted, verdict))
        .max(Comparator.comparingInt(this::weight).thenComparing(Verdict::at))
        .orElse(null);
  }

  private int weight(Verdict verdict) {
    OurView view = view(verdict);
    if (view == OurView.UNKNOWN) {
      return 0;
    }
    boolean register = verdict.method() == CheckMethod.REGISTER;
    boolean telling = view == OurView.UP || view == OurView.CREDENTIALS_REFUSED;
    return register ? (telling ? 3 : 1) : 2;
  }

  private static boolean samePort(CheckTarget wanted, Verdict verdict) {
    CheckTarget checked = CheckTarget.parse(verdict.target());
    int usual =
        checked.secure()
            ? SipTransport.TLS.defaultPort()
            : checked.transport() == null
                ? SipTransport.UDP.defaultPort()
                : checked.transport().defaultPort();
    return (wanted.port() == 0 ? usual : wanted.port())
        == (checked.port() == 0 ? usual : checked.port());
  }
}
