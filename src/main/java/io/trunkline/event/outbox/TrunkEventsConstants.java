package io.trunkline.event.outbox;

import org.apache.camel.spi.Metadata;

/** Headers of the messages that {@code trunk-events:} gives to its route. */
public final class TrunkEventsConstants {
  private TrunkEventsConstants() {}

  @Metadata(
      description = "Id of the event; the same when it is delivered again",
      javaType = "String")
  public static final String ID = "CamelTrunkEventsId";

  @Metadata(description = "Type of the event", javaType = "String")
  public static final String TYPE = "CamelTrunkEventsType";

  @Metadata(description = "What the event is about: the trunk", javaType = "String")
  public static final String SUBJECT = "CamelTrunkEventsSubject";

  @Metadata(description = "When it happened, in ISO 8601", javaType = "String")
  public static final String TIME = "CamelTrunkEventsTime";

  @Metadata(description = "Its place in the outbox", javaType = "Long")
  public static final String SEQ = "CamelTrunkEventsSeq";
}
