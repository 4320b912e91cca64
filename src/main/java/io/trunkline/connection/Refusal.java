package io.trunkline.connection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Why a connection cannot be made in this org.
 *
 * @param field path in the connection, such as {@code trunk.terminationIdentifier}
 * @param value what stands there
 * @param rule what should hold
 * @param fix what to do
 */
public record Refusal(Reason reason, String field, String value, String rule, String fix) {

  /** The kinds of refusal, for programs. */
  public enum Reason {
    /** The org lacks a product. */
    PRODUCT_MISSING,
    /** The site that Genesys manages is not there. */
    MANAGED_SITE_MISSING,
    /** Several objects have the name. */
    AMBIGUOUS_NAME,
    /** The field cannot change once the object exists. */
    IMMUTABLE_FIELD,
    /** The identifier belongs to another object. */
    IDENTIFIER_TAKEN
  }

  /**
   * The JSON form.
   *
   * @return reason, field, value, rule and fix
   */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("reason", reason.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .put("field", field)
        .put("value", value)
        .put("rule", rule)
        .put("fix", fix);
  }
}
