package io.trunkline.event;

import java.time.Instant;

/**
 * Something to tell the sinks: the attributes and the data of a CloudEvent (version 1.0 of the
 * specification, section "Context Attributes").
 *
 * @param id unique in its source; sinks know by it what they have seen before
 * @param type reverse DNS name, such as {@code io.trunkline.trunk.state}
 * @param source URI reference of what it comes from, such as {@code /orgs/acme}
 * @param subject what it is about; notifications of one subject reach each sink in their order
 * @param time when it happened
 * @param data JSON, as text
 */
public record Notification(
    String id, String type, String source, String subject, Instant time, String data) {}
