package io.trunkline.connection;

import static io.trunkline.connection.TextRule.violation;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.util.Optional;

/** An IP address or a CIDR block whose host bits are zero. */
final class AllowListRule {
  static final TextRule ADDRESS_OR_BLOCK = AllowListRule::check;

  private static final String RULE = "an IP address or a CIDR block, such as 198.51.100.0/28";
  private static final IPAddressStringParameters STRICT =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowSingleSegment(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .allowLeadingZeros(false)
          .allowBinary(false)
          .getParentBuilder()
          .getIPv6AddressParametersBuilder()
          .allowZone(false)
          .allowBase85(false)
          .allowBinary(false)
          .getParentBuilder()
          .toParams();

  private AllowListRule() {}

  private static Optional<TextRule.Violation> check(String text) {
    try {
      IPAddress address = new IPAddressString(text, STRICT).toAddress();
      if (address.isPrefixed() && !address.isPrefixBlock()) {
        return violation(
            "a CIDR block has no bits set behind its prefix",
            "Write " + address.toPrefixBlock() + ", or the address without a prefix");
      }
      return Optional.empty();
    } catch (AddressStringException | IncompatibleAddressException e) {
      return violation(RULE, "Write an address in full, with a prefix length for a block");
    }
  }
}
