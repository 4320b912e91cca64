package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads list calls to the end (fact sheet 3.1): page size 100, until the page number reaches the
 * page count.
 */
final class Listing {
  private static final int PAGE_SIZE = 100;

  private final OrgSession session;

  Listing(OrgSession session) {
    this.session = session;
  }

  /**
   * All objects of a collection.
   *
   * @param resource how it is listed
   * @param path the collection's path
   * @param query further query parameters
   */
  ArrayNode all(GenesysResource resource, String path, Map<String, Object> query, CallOrigin origin)
      throws GenesysException {
    return switch (resource.listing()) {
      case PAGED -> pages(path, query, origin);
      case WHOLE -> entities(session.call(GenesysCall.get(path, query), origin));
      case ARRAY -> array(session.call(GenesysCall.get(path, query), origin));
      case NONE ->
          throw session
              .failures()
              .refused(
                  GenesysCall.get(path, query),
                  resource + " cannot be listed",
                  null,
                  null,
                  "Use operation get or call.");
    };
  }

  private ArrayNode pages(String path, Map<String, Object> query, CallOrigin origin)
      throws GenesysException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int page = 1;
    JsonNode listing;
    do {
      Map<String, Object> paged = new HashMap<>(query);
      paged.put("pageSize", PAGE_SIZE);
      paged.put("pageNumber", page);
      listing = session.call(GenesysCall.get(path, paged), origin);
      all.addAll(entities(listing));
    } while (page++ < listing.path("pageCount").asInt(0) && !listing.path("entities").isEmpty());
    return all;
  }

  private static ArrayNode entities(JsonNode listing) {
    return array(listing.path("entities"));
  }

  private static ArrayNode array(JsonNode node) {
    return node instanceof ArrayNode array ? array : JsonNodeFactory.instance.arrayNode();
  }
}
