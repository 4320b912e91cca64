package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of one carrier connection. A field that is {@code null} (or an empty list) is
 * one the spec does not speak about: it is neither sent nor compared.
 *
 * @param name how people and runs call the connection; the trunk's name unless the spec says
 * @param org the configured org it belongs to, {@code null} for the default org
 * @param outboundRoutes at least one, names unique
 * @param certificateAuthorities whom the premises edges of the org shall trust over SIP; none for
 *     media model Cloud
 */
public record Connection(
    String name,
    @Nullable String org,
    Location location,
    Site site,
    Trunk trunk,
    List<OutboundRoute> outboundRoutes,
    List<CertificateAuthority> certificateAuthorities) {

  public Connection {
    outboundRoutes = List.copyOf(outboundRoutes);
    // Journals of earlier versions do not speak of authorities.
    certificateAuthorities =
        certificateAuthorities == null ? List.of() : List.copyOf(certificateAuthorities);
  }

  /** A connection without certificate authorities. */
  public Connection(
      String name,
      @Nullable String org,
      Location location,
      Site site,
      Trunk trunk,
      List<OutboundRoute> outboundRoutes) {
    this(name, org, location, site, trunk, outboundRoutes, List.of());
  }

  /** The connection with other certificate authorities. */
  public Connection with(List<CertificateAuthority> authorities) {
    return new Connection(name, org, location, site, trunk, outboundRoutes, authorities);
  }

  /**
   * A certificate authority that premises edges shall trust over SIP.
   *
   * @param file path of its certificate as PEM
   * @param pem what the file holds, {@code null} until it is read
   */
  public record CertificateAuthority(String name, String file, @Nullable String pem) {}

  /**
   * A Genesys location.
   *
   * @param emergencyNumber E.164 with the plus sign
   */
  public record Location(
      String name,
      @Nullable String emergencyNumber,
      @Nullable Address address,
      @Nullable String notes) {}

  /**
   * A postal address.
   *
   * @param country ISO 3166-1 alpha-2
   */
  public record Address(
      @Nullable String street1,
      @Nullable String street2,
      @Nullable String city,
      @Nullable String state,
      @Nullable String zipcode,
      String country) {}

  /**
   * A Genesys site.
   *
   * @param timeZone IANA name; without it the site's update window is left alone
   * @param updateWindow when edges may update, in {@code timeZone}; set exactly when the zone is
   * @param mediaModel {@code Cloud} or {@code Premises}; cannot change once the site exists
   * @param mediaRegions AWS region names that the site must have; others are kept
   * @param callerId E.164 with the plus sign
   */
  public record Site(
      String name,
      @Nullable String timeZone,
      @Nullable UpdateWindow updateWindow,
      String mediaModel,
      List<String> mediaRegions,
      @Nullable String callerId,
      @Nullable String callerName) {
    public Site {
      mediaRegions = List.copyOf(mediaRegions);
    }
  }

  /**
   * A window of local time, at least two hours long. An end at or before the start is on the day
   * after.
   *
   * @param days two-letter weekdays of RFC 5545 ({@code MO} ... {@code SU}); empty means every day
   */
  public record UpdateWindow(LocalTime start, LocalTime end, List<String> days) {
    public UpdateWindow {
      days = List.copyOf(days);
    }
  }

  /**
   * A trunk base of BYOC Cloud.
   *
   * @param type {@code carrier} or {@code pbx}
   * @param transport {@code udp}, {@code tcp} or {@code tls}
   * @param sipServers {@code host[:port]}, in the order of preference
   * @param terminationIdentifier inbound identifier, unique over all orgs of a region
   * @param allowList addresses and CIDR blocks; {@code null} leaves the org's list alone, an empty
   *     list empties it
   * @param callerAddress E.164 with the plus sign
   * @param callerAddressOverride when the address above replaces the caller's
   * @param callerNameOverride when the name above replaces the caller's
   * @param codecs short names, in the order of preference; empty leaves the org's list alone
   * @param properties any other {@code trunk_...} key with the value of its {@code instance}
   */
  public record Trunk(
      String name,
      String type,
      String transport,
      List<String> sipServers,
      @Nullable String terminationIdentifier,
      @Nullable List<String> allowList,
      @Nullable Credentials credentials,
      @Nullable String callerAddress,
      @Nullable String callerAddressOverride,
      @Nullable String callerName,
      @Nullable String callerNameOverride,
      List<String> codecs,
      boolean enabled,
      Map<String, JsonNode> properties) {
    public Trunk {
      sipServers = List.copyOf(sipServers);
      allowList = allowList == null ? null : List.copyOf(allowList);
      codecs = List.copyOf(codecs);
      properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
  }

  /** Digest credentials that the carrier asks for (RFC 3261 section 22). */
  public record Credentials(
      @Nullable String realm, @Nullable String userName, @Nullable SecretRef password) {}

  /**
   * An outbound route of the site that uses the trunk.
   *
   * @param classifications names of number-plan classifications, exactly these; empty leaves those
   *     of a route that is there alone
   * @param distribution {@code SEQUENTIAL} or {@code RANDOM}
   */
  public record OutboundRoute(
      String name, List<String> classifications, String distribution, boolean enabled) {
    public OutboundRoute {
      classifications = List.copyOf(classifications);
    }
  }
}
