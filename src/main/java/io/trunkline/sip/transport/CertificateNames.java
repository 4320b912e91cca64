package io.trunkline.sip.transport;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The identities of a SIP server's certificate (RFC 5922 section 7.1): URI names {@code sip:domain}
 * first, then DNS names, the common name only when there is neither; IP names for numeric targets.
 */
final class CertificateNames {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int IP = 7;

  private final List<String> uris = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> addresses = new ArrayList<>();

  CertificateNames(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      if (names != null) {
        names.forEach(this::add);
      }
    } catch (CertificateParsingException e) {
      // Names that cannot be read are names that do not match.
      hosts.clear();
    }
    if (uris.isEmpty() && hosts.isEmpty() && addresses.isEmpty()) {
      addCommonName(certificate.getSubjectX500Principal().getName());
    }
  }

  private void add(List<?> entry) {
    int type = (Integer) entry.get(0);
    String value = String.valueOf(entry.get(1));
    if (type == DNS) {
      hosts.add(value);
    } else if (type == URI && value.regionMatches(true, 0, "sip:", 0, 4)) {
      uris.add(value.substring(4));
    } else if (type == IP) {
      addresses.add(value);
    }
  }

  private void addCommonName(String distinguishedName) {
    try {
      for (Rdn rdn : new LdapName(distinguishedName).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          hosts.add(String.valueOf(rdn.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      hosts.clear();
    }
  }

  /** All names, for reports. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    uris.forEach(uri -> all.add("sip:" + uri));
    all.addAll(hosts);
    all.addAll(addresses);
    return all;
  }

  /** Whether one of them is this domain or address. */
  boolean match(String domain, boolean wildcards) {
    String wanted = trimmed(domain);
    if (addresses.stream().anyMatch(address -> sameAddress(address, wanted))) {
      return true;
    }
    List<String> candidates = uris.isEmpty() ? hosts : uris;
    return candidates.stream()
        .map(CertificateNames::trimmed)
        .anyMatch(name -> name.equals(wanted) || (wildcards && matchesWildcard(name, wanted)));
  }

  private static String trimmed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  private static boolean matchesWildcard(String name, String wanted) {
    int dot = wanted.indexOf('.');
    return name.startsWith("*.") && dot > 0 && name.substring(1).equals(wanted.substring(dot));
  }

  private static boolean sameAddress(String address, String wanted) {
    byte[] mine = io.netty.util.NetUtil.createByteArrayFromIpAddressString(wanted);
    byte[] theirs = io.netty.util.NetUtil.createByteArrayFromIpAddressString(address);
    return mine != null && java.util.Arrays.equals(mine, theirs);
  }
}
