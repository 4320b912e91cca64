package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An OAuth client with the permissions that its roles give it.
 *
 * @param id client id
 * @param secretHash SHA-256 of the secret in hexadecimal
 * @param permissions such as {@code telephony:plugin:all}; {@code *} is all of them
 */
record Client(String id, String secretHash, Set<String> permissions) {
  /** The permission that holds all others. */
  static final String EVERYTHING = "*";

  static Client of(String id, String secret, Set<String> permissions) {
    return new Client(id, hash(secret), permissions);
  }

  static Client of(Entity stored) {
    ObjectNode tree = stored.tree();
    Set<String> permissions = new LinkedHashSet<>();
    tree.path("permissions").forEach(permission -> permissions.add(permission.asText()));
    return new Client(stored.id(), tree.path("secretHash").asText(), permissions);
  }

  ObjectNode json() {
    ObjectNode tree = Json.object().put("id", id).put("secretHash", secretHash);
    ArrayNode list = tree.putArray("permissions");
    permissions.forEach(list::add);
    return tree;
  }

  boolean hasSecret(String secret) {
    return MessageDigest.isEqual(
        secretHash.getBytes(StandardCharsets.US_ASCII),
        hash(secret).getBytes(StandardCharsets.US_ASCII));
  }

  /** Whether any of the permissions is held, or none is asked for. */
  boolean mayAny(List<String> anyOf) {
    return anyOf.isEmpty()
        || permissions.contains(EVERYTHING)
        || anyOf.stream().anyMatch(permissions::contains);
  }

  private static String hash(String secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
