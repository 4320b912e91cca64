package io.trunkline.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.simulator.org.Json;

/** What a call is answered with: a status and a JSON body, perhaps an empty one. */
public final class Answer {
  private static final byte[] NOTHING = new byte[0];

  private final int status;
  private final byte[] body;

  private Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** 200 with a tree. */
  public static Answer ok(JsonNode tree) {
    return new Answer(200, Json.bytes(tree));
  }

  /** 200 with JSON text as it is. */
  public static Answer ok(byte[] json) {
    return new Answer(200, json);
  }

  /** 200 with an empty body, the telephony service's answer to a DELETE (3.0). */
  public static Answer empty() {
    return new Answer(200, NOTHING);
  }

  /** 204, the directory's answer to a DELETE (3.0). */
  public static Answer noContent() {
    return new Answer(204, NOTHING);
  }

  /** Any status with a tree. */
  public static Answer of(int status, JsonNode tree) {
    return new Answer(status, Json.bytes(tree));
  }

  public int status() {
    return status;
  }

  public byte[] body() {
    return body;
  }
}
