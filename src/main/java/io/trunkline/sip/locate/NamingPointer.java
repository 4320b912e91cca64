package io.trunkline.sip.locate;

import io.trunkline.sip.transport.SipTransport;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One NAPTR record as SIP uses it (RFC 3263 section 4.1).
 *
 * @param order lower comes first
 * @param preference lower comes first among equals
 * @param service for example {@code SIP+D2U}
 * @param replacement the name to ask SRV for
 */
record NamingPointer(int order, int preference, String service, String replacement) {

  /** The transport that this record offers, or empty when it is none of ours. */
  Optional<SipTransport> transport() {
    return switch (service.toUpperCase(Locale.ROOT)) {
      case "SIP+D2U" -> Optional.of(SipTransport.UDP);
      case "SIP+D2T" -> Optional.of(SipTransport.TCP);
      case "SIPS+D2T" -> Optional.of(SipTransport.TLS);
      default -> Optional.empty();
    };
  }

  /** The first usable record; a secure URI takes only TLS. */
  static Optional<NamingPointer> best(List<NamingPointer> records, boolean secure) {
    return records.stream()
        .filter(r -> r.transport().isPresent())
        .filter(r -> !secure || r.transport().orElseThrow() == SipTransport.TLS)
        .min(Comparator.comparingInt(NamingPointer::order).thenComparingInt(r -> r.preference));
  }
}
