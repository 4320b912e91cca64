package io.trunkline.genesys.notification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One event of a topic, as the channel sent it.
 *
 * @param topic its topic name
 * @param envelope the whole message: {@code topicName, version, eventBody, metadata}
 * @param text the message as it came
 * @param heardAt when it came; never the same for two events of an org
 */
public record Notification(String topic, JsonNode envelope, String text, Instant heardAt) {}
