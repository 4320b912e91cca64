package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The list envelope with 1-based paging (fact sheet 3.1): filters, sorts and cuts a page out of
 * entities that come in name order.
 */
final class Listing {
  private static final Set<String> PAGING = Set.of("pageSize", "pageNumber");

  private final Call call;
  private List<Entity> entities;

  private Listing(Call call, List<Entity> entities) {
    this.call = call;
    this.entities = entities;
  }

  static Listing of(Call call, List<Entity> entities) {
    return new Listing(call, entities);
  }

  /** All entities of a kind, or at once those with the exact name asked for. */
  static Listing of(Call call, Kind kind) {
    String name = call.parameter("name");
    boolean exact = name != null && !name.contains("*");
    // The index by name knows the truth only, not what a lagging list still shows.
    boolean indexed = exact && call.org().consistency().lists() == 0;
    return new Listing(
        call, name != null && indexed ? call.org().named(kind, name) : call.org().list(kind));
  }

  /** Keeps what fits. */
  Listing where(Predicate<Entity> condition) {
    entities = entities.stream().filter(condition).toList();
    return this;
  }

  /** Keeps entities with the name asked for, where {@code *} stands for any text. */
  Listing named() {
    String wanted = call.parameter("name");
    return wanted == null ? this : where(nameFilter(wanted));
  }

  /** Keeps entities that mention one of the ids in a query parameter. */
  Listing mentioning(String parameter) {
    List<String> ids = call.parameters(parameter);
    return ids.isEmpty()
        ? this
        : where(entity -> ids.stream().anyMatch(entity.references()::contains));
  }

  /** Keeps managed or unmanaged entities, when asked. */
  Listing managed() {
    Boolean wanted = call.flag("managed");
    return wanted == null ? this : where(entity -> entity.managed() == wanted);
  }

  /** Sorts by {@code sortBy} and {@code sortOrder}; the default is name ascending. */
  Listing sorted() {
    String by = call.parameter("sortBy");
    if (by != null && !by.equals("name")) {
      entities = sortedBy(by);
    }
    String order = call.parameter("sortOrder");
    if (order != null) {
      switch (order.toUpperCase(Locale.ROOT)) {
        case "ASC" -> {}
        case "DESC" -> {
          List<Entity> reversed = new ArrayList<>(entities);
          java.util.Collections.reverse(reversed);
          entities = reversed;
        }
        default -> throw Refusal.invalidQuery("sortOrder", order, "give ASC or DESC");
      }
    }
    return this;
  }

  /** The page asked for, each entity shown as it is stored. */
  Answer page() {
    return page(Entity::json);
  }

  /** Everything on one page, for the lists that take no paging parameters. */
  Answer all() {
    int size = Math.max(entities.size(), 25);
    return cut(Entity::json, size, 1);
  }

  /** The page asked for, each entity shown by {@code present}. */
  Answer page(Function<Entity, byte[]> present) {
    return cut(present, pageSize(call), call.positive("pageNumber", 1));
  }

  private Answer cut(Function<Entity, byte[]> present, int size, int number) {
    int total = entities.size();
    int pages = (total + size - 1) / size;
    long from = Math.min((number - 1L) * size, total);
    List<Entity> page = entities.subList((int) from, (int) Math.min(from + size, total));
    ByteArrayOutputStream out = new ByteArrayOutputStream(page.size() * 1024 + 1024);
    out.writeBytes("{\"entities\":[".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < page.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.writeBytes(present.apply(page.get(i)));
    }
    byte[] tail = Json.bytes(envelope(size, number, total, pages));
    out.write(']');
    out.write(',');
    out.write(tail, 1, tail.length - 1);
    return Answer.ok(out.toByteArray());
  }

  /** The page size asked for, 25 when none is. */
  static int pageSize(Call call) {
    int size = call.positive("pageSize", 25);
    long most = call.org().settings().number("paging.maxPageSize");
    if (size > most) {
      throw Refusal.invalidQuery("pageSize", String.valueOf(size), "at most " + most);
    }
    return size;
  }

  /** Whether a name is the wanted one, in any case, with {@code *} for any text. */
  static Predicate<Entity> nameFilter(String wanted) {
    if (!wanted.contains("*")) {
      return entity -> entity.name().equalsIgnoreCase(wanted);
    }
    String regex =
        List.of(wanted.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .reduce((left, right) -> left + ".*" + right)
            .orElseThrow();
    Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return entity -> pattern.matcher(entity.name()).matches();
  }

  private List<Entity> sortedBy(String field) {
    record Keyed(String key, Entity entity) {}
    return entities.stream()
        .map(entity -> new Keyed(entity.tree().at("/" + field.replace('.', '/')).asText(), entity))
        .sorted(Comparator.comparing(Keyed::key, String.CASE_INSENSITIVE_ORDER))
        .map(Keyed::entity)
        .toList();
  }

  private ObjectNode envelope(int size, int number, int total, int pages) {
    ObjectNode envelope = Json.object();
    envelope.put("pageSize", size).put("pageNumber", number).put("total", total);
    int last = Math.max(pages, 1);
    envelope.put("firstUri", uri(size, 1));
    if (number > 1) {
      envelope.put("previousUri", uri(size, Math.min(number - 1, last)));
    }
    if (number < last) {
      envelope.put("nextUri", uri(size, number + 1));
    }
    envelope.put("lastUri", uri(size, last)).put("selfUri", uri(size, number));
    return envelope.put("pageCount", pages);
  }

  private String uri(int size, int number) {
    StringBuilder uri = new StringBuilder(call.path());
    uri.append("?pageSize=").append(size).append("&pageNumber=").append(number);
    call.query()
        .forEach(
            (name, values) -> {
              if (!PAGING.contains(name)) {
                values.forEach(value -> append(uri, name, value));
              }
            });
    return uri.toString();
  }

  private static void append(StringBuilder uri, String name, @Nullable String value) {
    uri.append('&').append(name).append('=');
    if (value != null) {
      uri.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
