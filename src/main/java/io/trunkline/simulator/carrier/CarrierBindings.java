package io.trunkline.simulator.carrier;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is registered where (RFC 3261 section 10.3). Not thread-safe. */
final class CarrierBindings {
  private static final Pattern URI = Pattern.compile("<([^>]+)>(.*)|([^;]+)(.*)");
  private static final Pattern EXPIRES = Pattern.compile(";\\s*expires\\s*=\\s*(\\d{1,9})");

  private final LongSupplier seconds;
  private final int longest;
  private final Map<String, Map<String, Long>> ends = new LinkedHashMap<>();

  /** Bindings that end by this clock, in seconds. */
  CarrierBindings(LongSupplier seconds, int longest) {
    this.seconds = seconds;
    this.longest = longest;
  }

  /** Applies the Contact fields of a REGISTER. */
  void apply(CarrierRequest request) {
    Map<String, Long> mine = ends.computeIfAbsent(request.user(), user -> new LinkedHashMap<>());
    long general = number(request.value("Expires"), longest);
    for (String line : request.values("Contact")) {
      for (String contact : line.split(",(?=\\s*(<|sips?:|\"))")) {
        if (contact.strip().equals("*") && general == 0) {
          mine.clear();
        } else {
          bind(mine, contact.strip(), general);
        }
      }
    }
  }

  private void bind(Map<String, Long> mine, String contact, long general) {
    Matcher uri = URI.matcher(contact);
    if (!uri.find()) {
      return;
    }
    String key = uri.group(1) == null ? uri.group(3).strip() : uri.group(1);
    Matcher expires = EXPIRES.matcher(contact);
    long asked = expires.find() ? Long.parseLong(expires.group(1)) : general;
    if (asked == 0) {
      mine.remove(key);
    } else {
      mine.put(key, seconds.getAsLong() + Math.min(asked, longest));
    }
  }

  private static long number(String text, long otherwise) {
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
  }

  /** Contact values with the time left, as a 200 lists them. */
  List<String> listed(String user) {
    List<String> found = new ArrayList<>();
    long now = seconds.getAsLong();
    Map<String, Long> mine = ends.getOrDefault(user, new LinkedHashMap<>());
    mine.values().removeIf(end -> end <= now);
    mine.forEach((uri, end) -> found.add("<" + uri + ">;expires=" + (end - now)));
    return found;
  }
}
