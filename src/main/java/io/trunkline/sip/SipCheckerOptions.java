package io.trunkline.sip;

import io.trunkline.sip.locate.DnsOptions;
import io.trunkline.sip.message.ReaderLimits;

/**
 * What all checks of one {@link SipChecker} share.
 *
 * @param threads event loops
 * @param inFlight checks under way at once; further ones wait
 * @param perTargetPerSecond upper bound of checks to one target, 0 for none
 * @param userAgent the User-Agent header
 */
public record SipCheckerOptions(
    int threads,
    int inFlight,
    double perTargetPerSecond,
    String userAgent,
    DnsOptions dns,
    ReaderLimits limits) {
  /** One thread, 2,000 checks under way, ten a second to one target, the system's DNS. */
  public static final SipCheckerOptions DEFAULT =
      new SipCheckerOptions(1, 2000, 10, "Trunkline", DnsOptions.DEFAULT, ReaderLimits.DEFAULT);

  /** Refuses numbers that would stop everything. */
  public SipCheckerOptions {
    if (threads < 1 || inFlight < 1) {
      throw new IllegalArgumentException("threads and inFlight must be 1 or more");
    }
  }

  /** The same without a bound on the rate. */
  public SipCheckerOptions unpaced() {
    return new SipCheckerOptions(threads, inFlight, 0, userAgent, dns, limits);
  }

  /** The same with other DNS options. */
  public SipCheckerOptions with(DnsOptions other) {
    return new SipCheckerOptions(threads, inFlight, perTargetPerSecond, userAgent, other, limits);
  }
}
