package io.trunkline.simulator.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The search language of locations and sites: criteria joined by AND, OR and NOT, answers in {@code
 * results} (3.3).
 */
final class Search {
  private static final List<String> DEFAULT_FIELDS = List.of("name");

  private Search() {}

  /** The request in a {@code q64} parameter. */
  static ObjectNode decoded(Call call) {
    String encoded = call.parameter("q64");
    if (encoded == null) {
      throw Refusal.invalidQuery("q64", "", "give a base64 encoded search request");
    }
    try {
      byte[] json = Base64.getMimeDecoder().decode(encoded.replace('-', '+').replace('_', '/'));
      if (Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8)) instanceof ObjectNode o) {
        return o;
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      // Refused below: not base64, or not JSON.
    }
    throw Refusal.invalidQuery("q64", encoded, "give a base64 encoded search request");
  }

  /** Answers a search over one kind. */
  static Answer answer(Call call, ObjectNode request, Kind kind) {
    Fields fields = new Fields(request);
    fields.integer("pageSize", "pageNumber").list("query", "sort").text("sortBy", "sortOrder");
    fields.oneOf("sortOrder", "ASC", "DESC", "SCORE");
    fields.check();
    int size = request.path("pageSize").asInt(25);
    int number = request.path("pageNumber").asInt(1);
    if (size < 1 || number < 1) {
      throw Refusal.invalid("pageSize", "pageSize and pageNumber must be 1 or more.");
    }
    List<ObjectNode> found = find(call, request, kind);
    int pages = (found.size() + size - 1) / size;
    ObjectNode answer = Json.object();
    answer.put("total", found.size()).put("pageCount", pages);
    answer.put("pageSize", size).put("pageNumber", number);
    answer.putArray("types").add(kind.word());
    ArrayNode results = answer.putArray("results");
    found.stream().skip((number - 1L) * size).limit(size).forEach(results::add);
    return Answer.ok(answer);
  }

  private static List<ObjectNode> find(Call call, ObjectNode request, Kind kind) {
    Predicate<Map<String, String>> condition = all(request.path("query"));
    Predicate<Entity> first = exactName(request.path("query"));
    List<ObjectNode> found = new ArrayList<>();
    for (Entity entity : call.org().list(kind)) {
      if (!first.test(entity)) {
        continue;
      }
      ObjectNode tree = entity.tree();
      if (condition.test(texts(tree))) {
        found.add(tree);
      }
    }
    JsonNode sort = request.path("sort").isEmpty() ? request : request.path("sort").path(0);
    String by = sort.path("sortBy").asText("name");
    Comparator<ObjectNode> order =
        Comparator.comparing(
            tree -> tree.at("/" + by.replace('.', '/')).asText(), String.CASE_INSENSITIVE_ORDER);
    found.sort(sort.path("sortOrder").asText().equals("DESC") ? order.reversed() : order);
    return found;
  }

  // The usual search, for one exact name, need not read every entity to its end.
  private static Predicate<Entity> exactName(JsonNode criteria) {
    JsonNode only = criteria.path(0);
    boolean exact =
        criteria.size() == 1
            && only.path("type").asText().equals("EXACT")
            && only.path("fields").size() == 1
            && only.path("fields").path(0).asText().equals("name")
            && only.path("operator").asText("AND").equals("AND")
            && only.path("values").isEmpty()
            && only.path("group").isEmpty();
    String name = only.path("value").asText();
    return exact ? entity -> entity.name().equalsIgnoreCase(name) : entity -> true;
  }

  // Criteria hold from left to right: OR starts a new alternative, AND and NOT narrow the last one.
  private static Predicate<Map<String, String>> all(JsonNode criteria) {
    Predicate<Map<String, String>> alternatives = text -> false;
    Predicate<Map<String, String>> current = text -> true;
    for (JsonNode criterion : criteria) {
      Predicate<Map<String, String>> one =
          criterion.path("group").isEmpty() ? single(criterion) : all(criterion.path("group"));
      switch (criterion.path("operator").asText("AND")) {
        case "AND" -> current = current.and(one);
        case "NOT" -> current = current.and(one.negate());
        case "OR" -> {
          alternatives = alternatives.or(current);
          current = one;
        }
        default -> throw Refusal.invalid("query.operator", "operator must be one of AND, OR, NOT.");
      }
    }
    return alternatives.or(current);
  }

  private static Predicate<Map<String, String>> single(JsonNode criterion) {
    List<String> fields = texts(criterion.path("fields"));
    List<String> searched = fields.isEmpty() ? DEFAULT_FIELDS : fields;
    String type = criterion.path("type").asText("EXACT").toUpperCase(Locale.ROOT);
    if (type.equals("MATCH_ALL")) {
      return text -> true;
    }
    if (type.equals("REQUIRED_FIELDS")) {
      return text -> searched.stream().allMatch(text::containsKey);
    }
    List<String> values = new ArrayList<>(texts(criterion.path("values")));
    if (criterion.path("value").isTextual()) {
      values.add(criterion.path("value").asText());
    }
    Predicate<String> fits =
        values.stream().map(value -> value(type, value)).reduce(Predicate::or).orElse(v -> false);
    return text -> searched.stream().flatMap(field -> values(text, field)).anyMatch(fits);
  }

  private static Predicate<String> value(String type, String wanted) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    return switch (type) {
      case "EXACT" -> text -> text.equalsIgnoreCase(wanted);
      case "STARTS_WITH" ->
          text ->
              text.toLowerCase(Locale.ROOT).startsWith(lower)
                  || words(text).anyMatch(word -> word.startsWith(lower));
      case "CONTAINS" -> text -> text.toLowerCase(Locale.ROOT).contains(lower);
      case "TERM", "TERMS" -> text -> words(text).anyMatch(lower::equals) || text.equals(wanted);
      case "REGEX" -> regex(wanted).asMatchPredicate();
      default ->
          throw Refusal.invalid(
              "query.type",
              "type must be one of EXACT, STARTS_WITH, CONTAINS, REGEX, TERM, TERMS,"
                  + " REQUIRED_FIELDS, MATCH_ALL.");
    };
  }

  private static Pattern regex(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw Refusal.invalid("query.value", "'" + expression + "' is not a regular expression.");
    }
  }

  private static Stream<String> values(Map<String, String> text, String field) {
    String value = text.get(field);
    return value == null ? Stream.empty() : Stream.of(value);
  }

  private static Stream<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static Map<String, String> texts(ObjectNode location) {
    Map<String, String> texts = new HashMap<>();
    collect("", location, texts);
    return texts;
  }

  private static void collect(String prefix, ObjectNode node, Map<String, String> texts) {
    node.properties()
        .forEach(
            field -> {
              String path = prefix + field.getKey();
              if (field.getValue() instanceof ObjectNode nested) {
                collect(path + ".", nested, texts);
              } else if (field.getValue().isValueNode()) {
                texts.put(path, field.getValue().asText());
              } else {
                texts.put(path, field.getValue().toString());
              }
            });
  }
}
