package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.SpecNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of keys while it is read. The keys it is asked for are the keys it knows: {@link
 * #finish()} refuses all others. A broken value is reported and read as absent, so that reading
 * goes on.
 */
final class Section {
  private static final String NO_VALUE = "a key has a value";

  private final SpecNode.Mapping node;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> said = new LinkedHashSet<>();

  Section(SpecNode.Mapping node, String path, Problems problems) {
    this.node = node;
    this.path = path;
    this.problems = problems;
    problems.locate(path, node.at());
    node.entries().forEach((key, entry) -> problems.locate(join(path, key), entry.at()));
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String path() {
    return path;
  }

  boolean has(String key) {
    return node.entries().containsKey(key);
  }

  void error(String key, String value, String rule, String fix) {
    String field = join(path, key);
    problems.error(problems.place(field), field, value, rule, fix);
  }

  void warn(String key, String value, String rule, String fix) {
    String field = join(path, key);
    problems.warn(problems.place(field), field, value, rule, fix);
  }

  /** A text that may be left out. */
  @Nullable String text(String key, TextRule... rules) {
    return text(key, false, rules);
  }

  /** A text that people write without quotes although it is made of digits. */
  @Nullable String digits(String key, TextRule... rules) {
    return text(key, true, rules);
  }

  /** A text that must be there; empty when it is not, which has then been reported. */
  String required(String key, TextRule... rules) {
    known.add(key);
    if (!has(key)) {
      missing(key);
      return "";
    }
    String text = text(key, false, rules);
    return text == null ? "" : text;
  }

  boolean flag(String key, boolean fallback) {
    Scalar scalar = scalar(key, ScalarType.BOOLEAN, "Write true or false, without quotes");
    return scalar == null ? fallback : scalar.text().equalsIgnoreCase("true");
  }

  @Nullable Integer integer(String key) {
    Scalar scalar = scalar(key, ScalarType.NUMBER, "Write a number, without quotes");
    if (scalar == null) {
      return null;
    }
    try {
      return Integer.valueOf(scalar.text());
    } catch (NumberFormatException e) {
      error(key, scalar.text(), "a whole number", "Write a whole number, such as 1");
      return null;
    }
  }

  /** A list of texts; null when the key is absent. */
  @Nullable List<String> texts(String key, TextRule... rules) {
    SpecNode value = value(key);
    if (!(value instanceof SpecNode.Sequence sequence)) {
      if (value != null) {
        error(key, shown(value), "a list", "Write each value on a line of its own, after a hyphen");
      }
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      String text = item(key + "[" + i + "]", sequence.items().get(i), rules);
      if (texts.contains(text)) {
        error(key + "[" + i + "]", text, "each value stands in a list once", "Remove one of them");
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of texts with at least one in it, when the key is there; empty when it is not. */
  List<String> someTexts(String key, TextRule... rules) {
    List<String> texts = texts(key, rules);
    if (texts != null && texts.isEmpty()) {
      error(key, "", "a list with at least one value", "Add a value, or remove the key");
    }
    return texts == null ? List.of() : texts;
  }

  @Nullable Section section(String key) {
    SpecNode value = value(key);
    return value == null ? null : section(join(path, key), value);
  }

  /** A group that must be there; an empty one when it is not, which has then been reported. */
  Section requiredSection(String key) {
    known.add(key);
    Section section = section(key);
    if (section == null && !has(key)) {
      missing(key);
    }
    return section == null ? silent() : section;
  }

  /** The groups of a list; null when the key is absent or no list. */
  @Nullable List<Section> sections(String key) {
    SpecNode value = value(key);
    if (!(value instanceof SpecNode.Sequence sequence)) {
      if (value != null) {
        error(key, shown(value), "a list", "Begin each entry on a line of its own, after a hyphen");
      }
      return null;
    }
    List<Section> sections = new ArrayList<>();
    for (SpecNode item : sequence.items()) {
      Section section = section(join(path, key) + "[" + sections.size() + "]", item);
      sections.add(section == null ? silent() : section);
    }
    return sections;
  }

  /** A group with free keys, as JSON values. */
  Map<String, JsonNode> free(String key) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Section section = section(key);
    if (section != null) {
      section.node.entries().forEach((name, entry) -> values.put(name, entry.value().toJson()));
    }
    return values;
  }

  /** Reports a key that is never right, in better words than "unknown". */
  void refuse(String key, String rule, String fix) {
    if (has(key)) {
      said.add(key);
      error(key, Problems.secret(key) ? Secrets.SHOWN : "", rule, fix);
    }
  }

  /** Accepts a key without looking at its value. */
  void ignore(String key) {
    known.add(key);
  }

  void missing(String key) {
    error(key, "", "the key " + key + " must be there", "Add " + key);
  }

  /** Refuses the keys that nobody asked for. */
  void finish() {
    for (String key : node.entries().keySet()) {
      if (!known.contains(key) && !said.contains(key)) {
        String fix =
            DidYouMean.among(known, key)
                .map(word -> "Did you mean " + word + "?")
                .orElse("Known keys are " + String.join(", ", known));
        error(key, "", "the key " + key + " is unknown here", fix);
      }
    }
  }

  private @Nullable String text(String key, boolean digits, TextRule... rules) {
    SpecNode value = value(key);
    if (value == null) {
      return null;
    }
    boolean text =
        value instanceof Scalar scalar
            && (scalar.type() == ScalarType.TEXT || (digits && scalar.type() == ScalarType.NUMBER));
    if (!text) {
      error(key, shown(value), "text, not " + value.shape(), "Write it as text, in quotes");
      return null;
    }
    return checked(key, ((Scalar) value).text(), rules);
  }

  private String item(String key, SpecNode item, TextRule... rules) {
    problems.locate(join(path, key), item.at());
    if (!(item instanceof Scalar scalar) || scalar.type() != ScalarType.TEXT) {
      error(key, shown(item), "text, not " + item.shape(), "Write it as text, in quotes");
      return "";
    }
    return checked(key, scalar.text(), rules);
  }

  private String checked(String key, String text, TextRule... rules) {
    if (text.isBlank()) {
      error(key, text, "a text that is not empty", "Fill it in, or remove the key");
      return text;
    }
    for (TextRule rule : rules) {
      Optional<TextRule.Violation> violation = rule.check(text);
      violation.ifPresent(broken -> error(key, text, broken.rule(), broken.fix()));
    }
    return text;
  }

  private @Nullable Scalar scalar(String key, ScalarType type, String fix) {
    SpecNode value = value(key);
    if (value instanceof Scalar scalar && scalar.type() == type) {
      return scalar;
    }
    if (value != null) {
      String rule = type == ScalarType.BOOLEAN ? "true or false" : "a number";
      error(key, shown(value), rule + ", not " + value.shape(), fix);
    }
    return null;
  }

  /** The value of a key that is there and not empty. */
  private @Nullable SpecNode value(String key) {
    known.add(key);
    SpecNode.Entry entry = node.entries().get(key);
    if (entry == null) {
      return null;
    }
    if (entry.value() instanceof Scalar scalar && scalar.type() == ScalarType.NULL) {
      error(key, "", NO_VALUE, "Give it a value, or remove the key");
      return null;
    }
    return entry.value();
  }

  private @Nullable Section section(String field, SpecNode value) {
    if (value instanceof SpecNode.Mapping mapping) {
      return new Section(mapping, field, problems);
    }
    problems.error(
        value.at(),
        field,
        shown(value),
        "a group of keys, not " + value.shape(),
        "Write its keys below it, indented");
    return null;
  }

  /** Stands in for a group that is not there; what is missing in it goes unheard. */
  private Section silent() {
    return new Section(new SpecNode.Mapping(node.at(), Map.of()), "", new Problems(""));
  }

  private static String shown(SpecNode value) {
    return value instanceof Scalar scalar ? scalar.text() : "";
  }
}
