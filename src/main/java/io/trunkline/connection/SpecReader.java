package io.trunkline.connection;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a spec: YAML or JSON, in the native shape or in that of the tutorial's {@code
 * input-template.json}. All that can be known without asking Genesys is checked here.
 */
public final class SpecReader {
  /** How long a spec may be, in bytes of UTF-8. */
  public static final int MAX_BYTES = 1_000_000;

  private SpecReader() {}

  /**
   * Reads and checks a spec.
   *
   * @param text the file's content
   * @param fileName for messages, and for its ending: {@code .yaml}, {@code .yml} or {@code .json}
   * @return the connections, and warnings
   * @throws SpecException with everything that is wrong
   */
  public static SpecReading read(String text, String fileName) {
    Problems problems = new Problems(fileName);
    Optional<SpecNode.Mapping> root = root(text, fileName, problems);
    Optional<Spec> spec = root.map(mapping -> spec(mapping, problems));
    problems.refuse();
    return new SpecReading(spec.orElseThrow(), problems.warnings());
  }

  static void duplicateKey(Problems problems, Position at, String field) {
    problems.error(at, field, "", "a key stands in its group once", "Remove one of the two");
  }

  private static Spec spec(SpecNode.Mapping root, Problems problems) {
    return TutorialSpelling.fits(root)
        ? new TutorialShape(problems).read(root)
        : new NativeShape(problems).read(new Section(root, "", problems));
  }

  private static Optional<SpecNode.Mapping> root(String text, String fileName, Problems problems) {
    if (tooLong(text)) {
      problems.error(
          Position.START,
          "",
          "",
          "a spec has at most " + MAX_BYTES + " bytes",
          "Spread its connections over several files");
      return Optional.empty();
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    SpecNode root =
        json(plain, fileName) ? JsonText.read(plain, problems) : YamlText.read(plain, problems);
    if (root instanceof SpecNode.Mapping mapping) {
      return Optional.of(mapping);
    }
    if (!problems.any()) {
      notAMapping(root, problems);
    }
    return Optional.empty();
  }

  private static void notAMapping(@Nullable SpecNode root, Problems problems) {
    String shape = root == null ? ScalarType.NULL.words() : root.shape();
    boolean empty = shape.equals(ScalarType.NULL.words());
    problems.error(
        Position.START,
        "",
        "",
        empty ? "a spec is not empty" : "a spec is a group of keys, not " + shape,
        "Begin with version: " + Vocabulary.SPEC_VERSION + " and connections:");
  }

  private static boolean tooLong(String text) {
    return text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  private static boolean json(String text, String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return true;
    }
    boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
    return !yaml && text.stripLeading().startsWith("{");
  }
}
