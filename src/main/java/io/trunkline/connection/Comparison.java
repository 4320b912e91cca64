package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.StreamSupport;

/**
 * How one field is compared and merged. Genesys answers with more, and sometimes with other words,
 * than it was sent; what means the same is no change.
 */
enum Comparison {
  /** Equal values; numbers by their size, lists in order. */
  EXACT,
  /** The same members in any order. */
  ANY_ORDER,
  /** At least the desired members; others are kept. */
  CONTAINED,
  /** A reference to the same object. */
  REFERENCE,
  /** At least the desired references; others are kept. */
  REFERENCES_CONTAINED,
  /** The same time of day, on whatever date. */
  LOCAL_TIME,
  /** The same recurrence rule, its parts and days in any order. */
  RECURRENCE,
  /** The same phone number, as E.164 or as it was typed. */
  PHONE_NUMBER,
  /** The same text between line breaks and blanks, as PEM is written in many ways. */
  PEM,
  /** Never a change by itself: whether Genesys masks it on reading is unknown. */
  SECRET;

  private static final Set<String> REFERENCES =
      Set.of("location", "inboundSite", "site", "trunkMetabase");
  private static final Set<String> REFERENCE_LISTS =
      Set.of("primarySites", "secondarySites", "externalTrunkBases");
  private static final Set<String> LOCAL_TIMES =
      Set.of("edgeAutoUpdateConfig.start", "edgeAutoUpdateConfig.end");
  private static final Set<String> SETS =
      Set.of("classificationTypes", "properties." + TrunkProperty.ALLOW_LIST + ".value.instance");

  static Comparison of(String path, JsonNode desired) {
    if (Secrets.isMarker(desired)) {
      return SECRET;
    }
    if (REFERENCES.contains(path)) {
      return REFERENCE;
    }
    if (REFERENCE_LISTS.contains(path)) {
      return REFERENCES_CONTAINED;
    }
    if (LOCAL_TIMES.contains(path)) {
      return LOCAL_TIME;
    }
    if (SETS.contains(path)) {
      return ANY_ORDER;
    }
    return switch (path) {
      case "mediaRegions", "services" -> CONTAINED;
      case "certificate" -> PEM;
      case "edgeAutoUpdateConfig.rrule" -> RECURRENCE;
      case "emergencyNumber" -> PHONE_NUMBER;
      default -> EXACT;
    };
  }

  boolean same(JsonNode desired, JsonNode actual) {
    return switch (this) {
      case EXACT -> equal(desired, actual);
      case ANY_ORDER -> members(desired).equals(members(actual));
      case CONTAINED -> missing(desired, actual, Comparison::equal).isEmpty();
      case REFERENCE -> Reference.same(desired, actual);
      case REFERENCES_CONTAINED -> missing(desired, actual, Reference::same).isEmpty();
      case LOCAL_TIME -> timeOfDay(desired).equals(timeOfDay(actual));
      case RECURRENCE -> parts(desired).equals(parts(actual));
      case PHONE_NUMBER -> sameNumber(desired.path("e164"), actual);
      case PEM -> pem(desired).equals(pem(actual));
      case SECRET -> true;
    };
  }

  /** What the field should hold, given what it holds. */
  JsonNode merged(JsonNode desired, JsonNode actual) {
    return switch (this) {
      case SECRET -> desired;
      case CONTAINED -> union(desired, actual, Comparison::equal);
      case REFERENCES_CONTAINED -> union(desired, actual, Reference::same);
      default -> same(desired, actual) && !actual.isMissingNode() ? actual : desired;
    };
  }

  private static boolean sameNumber(JsonNode wanted, JsonNode actual) {
    String field = actual.hasNonNull("e164") ? "e164" : "number";
    return wanted.equals(actual.path(field));
  }

  private static boolean equal(JsonNode desired, JsonNode actual) {
    if (desired.isNumber() && actual.isNumber()) {
      return desired.decimalValue().compareTo(actual.decimalValue()) == 0;
    }
    if (desired.isArray() && actual.isArray() && desired.size() == actual.size()) {
      for (int i = 0; i < desired.size(); i++) {
        if (!equal(desired.get(i), actual.get(i))) {
          return false;
        }
      }
      return true;
    }
    boolean nothing = actual.isNull() || actual.isMissingNode();
    return desired.equals(actual) || (nothing && (desired.isNull() || emptyList(desired)));
  }

  private static boolean emptyList(JsonNode node) {
    return node.isArray() && node.isEmpty();
  }

  private static Set<JsonNode> members(JsonNode list) {
    Set<JsonNode> members = new HashSet<>();
    list.forEach(members::add);
    return members;
  }

  private static ArrayNode missing(
      JsonNode desired, JsonNode actual, BiPredicate<JsonNode, JsonNode> equality) {
    ArrayNode missing = JsonNodeFactory.instance.arrayNode();
    for (JsonNode wanted : desired) {
      boolean there =
          StreamSupport.stream(actual.spliterator(), false)
              .anyMatch(present -> equality.test(wanted, present));
      if (!there) {
        missing.add(wanted);
      }
    }
    return missing;
  }

  private static JsonNode union(
      JsonNode desired, JsonNode actual, BiPredicate<JsonNode, JsonNode> equality) {
    ArrayNode union = JsonNodeFactory.instance.arrayNode();
    actual.forEach(union::add);
    return union.addAll(missing(desired, actual, equality));
  }

  private static String pem(JsonNode certificate) {
    return certificate.asText().replaceAll("\\s", "");
  }

  private static String timeOfDay(JsonNode dateTime) {
    String text = dateTime.asText();
    String time = text.substring(text.indexOf('T') + 1).replaceFirst("Z$", "");
    return time.replaceFirst("\\.0+$", "").replaceFirst("^(\\d\\d:\\d\\d):00$", "$1");
  }

  private static Set<Set<String>> parts(JsonNode rule) {
    Set<Set<String>> parts = new HashSet<>();
    for (String part : rule.asText().split(";")) {
      parts.add(new HashSet<>(Arrays.asList(part.split("[=,]"))));
    }
    return parts;
  }
}
