package io.trunkline.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one run has made or is about to write, so that a connection which shares a location, a site
 * or a route with an earlier one neither makes it twice nor trusts what the inventory said of it.
 */
final class RunObjects {
  private final Map<Key, JsonNode> made = new ConcurrentHashMap<>();
  private final Map<Key, Boolean> touched = new ConcurrentHashMap<>();

  /**
   * A step's report of an object that the org now holds as the connection says.
   *
   * @param report with id, name and selfUri
   */
  void ensured(Kind kind, String name, JsonNode report) {
    made.put(new Key(kind, "", name), report);
  }

  /** The report of the connection that ensured the object; null when none did. */
  @Nullable JsonNode report(Kind kind, String name) {
    return made.get(new Key(kind, "", name));
  }

  /**
   * Notes that a connection writes a route.
   *
   * @return whether an earlier one did
   */
  boolean touch(String siteId, String route) {
    return touched.put(new Key(Kind.OUTBOUND_ROUTE, siteId, route), true) != null;
  }

  private record Key(Kind kind, String parent, String name) {}
}
