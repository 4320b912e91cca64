package io.trunkline.genesys;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Puts secret values into a body at the last moment, so that nothing before the wire ever holds
 * them.
 */
@FunctionalInterface
public interface BodySecrets {
  /** The body with its secrets; the argument is left as it is. */
  ObjectNode filled(ObjectNode body);
}
