package io.trunkline.sip.component;

import org.apache.camel.spi.Metadata;

/** Headers of {@code sip-check:}. */
public final class SipCheckConstants {
  @Metadata(
      description =
          "Whom to check, as in the endpoint's path or a whole sip: URI; wins over the path",
      javaType = "String")
  public static final String TARGET = "CamelSipCheckTarget";

  @Metadata(
      description = "A whole check; wins over the target and over every option",
      javaType = "io.trunkline.sip.CheckRequest")
  public static final String REQUEST = "CamelSipCheckRequest";

  @Metadata(description = "Out: ok, failed or unknown", javaType = "String")
  public static final String OUTCOME = "CamelSipCheckOutcome";

  @Metadata(description = "Out: the failure class, absent when ok", javaType = "String")
  public static final String FAILURE = "CamelSipCheckFailure";

  @Metadata(
      description = "Out: status of the last final answer, absent without one",
      javaType = "Integer")
  public static final String STATUS = "CamelSipCheckStatus";

  private SipCheckConstants() {}
}
