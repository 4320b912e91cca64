package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one exchange asks of an endpoint, after headers and options were joined.
 *
 * @param resource the endpoint's resource
 * @param origin what the calls are made for
 * @param siteId parent site, for resources below one
 * @param id object's id, for get, update and delete
 * @param name object's name, for find and await
 * @param query query parameters, for list and call
 * @param body JSON body
 * @param known what the inventory holds: null for not asked, JSON null for known to be missing
 * @param template what a new object starts from
 * @param planned what the run's plan says of the object; null when there is no plan
 * @param earlier writes of this object that earlier attempts of the step intended
 * @param doubt what an earlier try of the same step left open
 */
record Invocation(
    GenesysResource resource,
    CallOrigin origin,
    @Nullable String siteId,
    @Nullable String id,
    @Nullable String name,
    Map<String, Object> query,
    @Nullable JsonNode body,
    @Nullable JsonNode known,
    @Nullable JsonNode template,
    @Nullable JsonNode planned,
    EarlierWrites earlier,
    Doubt doubt) {

  /** How sure we are of what the org holds. */
  enum Doubt {
    /** The inventory is right. */
    NONE,
    /** Something changed since the inventory: look again. */
    STALE,
    /**
     * A write may have taken effect though no answer said so: look again, and wait for it to show.
     */
    UNCONFIRMED_WRITE
  }

  Invocation withId(String otherId) {
    return new Invocation(
        resource, origin, siteId, otherId, name, query, body, known, template, planned, earlier,
        doubt);
  }

  String collection() {
    return resource.collection(siteId);
  }

  String item() {
    boolean single = resource.isSingle();
    return resource.item(siteId, single && id == null ? "" : required(id, "id"));
  }

  String requiredName() {
    return required(name, "name");
  }

  String objectName() {
    return objectBody().path("name").asText();
  }

  ObjectNode objectBody() {
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(
        "genesys:" + resource + " needs a JSON object as body, not " + body);
  }

  private String required(@Nullable String value, String what) {
    if (value == null) {
      throw new IllegalArgumentException(
          "genesys:" + resource + " needs a header with the " + what);
    }
    return value;
  }
}
