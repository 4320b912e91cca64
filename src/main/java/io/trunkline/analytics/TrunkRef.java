package io.trunkline.analytics;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A runtime trunk and what it belongs to, as the org's inventory says.
 *
 * @param id of the runtime trunk ({@code /edges/trunks})
 * @param name its name; the same for all runtime trunks of one trunk base
 * @param baseId its trunk base, null when not known
 * @param edgeId the edge that it runs on, null when not known
 * @param edgeName that edge's name
 * @param siteId the site that its calls are counted for, null when not known
 * @param siteName that site's name
 * @param proxies addresses of the carrier's SIP servers, {@code host:port} ({@code
 *     proxyAddressList}); SIP checks of them tell the trunk's path
 */
public record TrunkRef(
    String id,
    String name,
    @Nullable String baseId,
    @Nullable String edgeId,
    @Nullable String edgeName,
    @Nullable String siteId,
    @Nullable String siteName,
    List<String> proxies) {

  /** Refuses a trunk without an id. */
  public TrunkRef {
    proxies = List.copyOf(proxies);
    Objects.requireNonNull(id, "a trunk has an id");
  }
}
