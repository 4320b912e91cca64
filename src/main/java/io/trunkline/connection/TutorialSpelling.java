package io.trunkline.connection;

import io.trunkline.connection.SpecNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Brings the tutorial's keys, which stand in any letter case, to one spelling. */
final class TutorialSpelling {
  static final String SIP_TRUNK = "sipTrunk";

  private static final List<String> KEYS =
      List.of("location", "site", SIP_TRUNK, "client_id", "client_secret");
  private static final List<String> INNER_KEYS =
      List.of(
          "name",
          "number",
          "street1",
          "city",
          "state",
          "zipcode",
          "country",
          "countryFullName",
          "timeZone",
          "sipServers",
          "realm",
          "password",
          "address",
          "callingName",
          "userName",
          "instance",
          "externalTrunkName");
  private static final Set<String> ONE_OR_MORE = Set.of("sipServers", "instance");
  private static final Set<String> REQUIRED = Set.of("name", "sipServers", "externalTrunkName");

  private final Problems problems;

  TutorialSpelling(Problems problems) {
    this.problems = problems;
  }

  /** Tells the tutorial's shape by its trunk key, or by a site and a location on top. */
  static boolean fits(SpecNode.Mapping root) {
    List<String> keys = root.entries().keySet().stream().map(k -> spelled(k, KEYS)).toList();
    boolean ours = keys.contains("connections") || keys.contains("version");
    return !ours
        && (keys.contains(SIP_TRUNK) || (keys.contains("site") && keys.contains("location")));
  }

  /** The same tree in the known spelling, without keys that say nothing. */
  SpecNode.Mapping applied(SpecNode.Mapping root) {
    return mapping(root, "", KEYS);
  }

  private SpecNode.Mapping mapping(SpecNode.Mapping mapping, String path, List<String> spellings) {
    Map<String, SpecNode.Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, SpecNode.Entry> written : mapping.entries().entrySet()) {
      String key = spelled(written.getKey(), spellings);
      String field = Section.join(path, key);
      SpecNode.Entry entry = written.getValue();
      SpecNode value = value(key, field, entry.value());
      boolean nothing = value instanceof Scalar scalar && saysNothing(scalar);
      if (nothing && !REQUIRED.contains(key)) {
        continue;
      }
      if (entries.putIfAbsent(key, new SpecNode.Entry(entry.at(), value)) != null) {
        SpecReader.duplicateKey(problems, entry.at(), field);
      }
    }
    return new SpecNode.Mapping(mapping.at(), entries);
  }

  private SpecNode value(String key, String field, SpecNode value) {
    if (value instanceof SpecNode.Mapping inner) {
      return mapping(inner, field, INNER_KEYS);
    }
    boolean wrap =
        ONE_OR_MORE.contains(key)
            && value instanceof Scalar scalar
            && (REQUIRED.contains(key) || !saysNothing(scalar));
    return wrap ? new SpecNode.Sequence(value.at(), List.of(value)) : value;
  }

  private static boolean saysNothing(Scalar scalar) {
    return scalar.type() == ScalarType.NULL || scalar.text().isBlank();
  }

  private static String spelled(String key, List<String> spellings) {
    String folded = key.toLowerCase(Locale.ROOT);
    return spellings.stream()
        .filter(word -> word.toLowerCase(Locale.ROOT).equals(folded))
        .findFirst()
        .orElse(key);
  }
}
