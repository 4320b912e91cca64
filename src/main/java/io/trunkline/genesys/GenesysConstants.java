package io.trunkline.genesys;

import org.apache.camel.spi.Metadata;

/** Headers of the {@code genesys:} component. */
public final class GenesysConstants {
  /** Wins over the endpoint's {@code org}. */
  @Metadata(description = "Name of the configured org to call", javaType = "String")
  public static final String ORG = "CamelGenesysOrg";

  /** For outbound routes and number plans. */
  @Metadata(description = "Id of the site that holds the object", javaType = "String")
  public static final String SITE_ID = "CamelGenesysSiteId";

  /** For get, update and delete. */
  @Metadata(description = "Id of the object", javaType = "String")
  public static final String ID = "CamelGenesysId";

  /** For find and await; ensure takes the name from its body. */
  @Metadata(description = "Name of the object", javaType = "String")
  public static final String NAME = "CamelGenesysName";

  /**
   * For ensure: what the run's inventory holds. Present and a JSON object: the object as it was
   * read. Present and JSON null: known to be missing. Absent: ensure looks for itself.
   */
  @Metadata(
      description =
          "The object as the inventory holds it, JSON null when it is known to be missing",
      javaType = "com.fasterxml.jackson.databind.JsonNode")
  public static final String KNOWN = "CamelGenesysKnown";

  /** For ensure of a trunk base: what a new one starts from. */
  @Metadata(
      description = "Template that a new object starts from",
      javaType = "com.fasterxml.jackson.databind.JsonNode")
  public static final String TEMPLATE = "CamelGenesysTemplate";

  /** For ensure: an update that departs from it is refused. */
  @Metadata(
      description = "What the run's plan says of the object: a step of the plan with its changes",
      javaType = "com.fasterxml.jackson.databind.JsonNode")
  public static final String PLANNED = "CamelGenesysPlanned";

  /** For list and call. */
  @Metadata(description = "Query parameters of a list or call", javaType = "java.util.Map")
  public static final String QUERY = "CamelGenesysQuery";

  /** Of a message from {@code genesys:notifications}: what its body is. */
  @Metadata(
      label = "consumer",
      description =
          "events: a list of Notification; trunks: the org's trunks as a JSON array; gap: a Gap",
      javaType = "String")
  public static final String NOTIFICATION = "CamelGenesysNotification";

  /** Of a message with all trunks: when their reading began. */
  @Metadata(
      label = "consumer",
      description = "When the reading of the trunks began",
      javaType = "java.time.Instant")
  public static final String OBSERVED_AT = "CamelGenesysObservedAt";

  /** Value of {@link #NOTIFICATION}. */
  static final String EVENTS = "events";

  /** Value of {@link #NOTIFICATION}. */
  static final String TRUNKS = "trunks";

  /** Value of {@link #NOTIFICATION}. */
  static final String GAP = "gap";

  private GenesysConstants() {}
}
