package io.trunkline.event.hook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One configured sender of {@code POST /hooks/{source}}. Shows no secret. */
public final class HookSource {
  private final String name;
  private final String org;
  private final String schemeName;
  private final SignatureScheme scheme;
  private final AddressList addresses;
  private final int duplicateStatus;

  HookSource(
      String name,
      String org,
      String schemeName,
      SignatureScheme scheme,
      AddressList addresses,
      int duplicateStatus) {
    this.name = name;
    this.org = org;
    this.schemeName = schemeName;
    this.scheme = scheme;
    this.addresses = addresses;
    this.duplicateStatus = duplicateStatus;
  }

  /** What it is called in the path. */
  public String name() {
    return name;
  }

  /** The org whose trunks it tells of; empty for the default org. */
  public String org() {
    return org;
  }

  /** The word of its scheme in the settings. */
  public String scheme() {
    return schemeName;
  }

  /** What an event that was accepted before is answered with: 200 or 409. */
  public int duplicateStatus() {
    return duplicateStatus;
  }

  /** The proof of a request, or null when there is none; nobody is told why. */
  public @Nullable Proof verify(HookRequest request, Instant now) {
    return addresses.holds(request.address()) ? scheme.verify(request, now) : null;
  }

  @Override
  public String toString() {
    return "HookSource[" + name + ", " + schemeName + "]";
  }
}
