package io.trunkline.connection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259) into a tree with positions. */
final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(50).build())
          .build();

  private final JsonParser parser;
  private final Problems problems;

  private JsonText(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** Returns the root, or null when the text is empty or broken; what is wrong is collected. */
  static @Nullable SpecNode read(String text, Problems problems) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == null) {
        return null;
      }
      SpecNode root = new JsonText(parser, problems).value("");
      if (parser.nextToken() != null) {
        Position at = position(parser.currentTokenLocation());
        problems.error(
            at, "", "", "a file holds one JSON document", "Remove what follows the first");
      }
      return root;
    } catch (JsonProcessingException e) {
      String rule = "the file is JSON: " + withoutContent(e.getOriginalMessage());
      String fix = "Look at the commas, quotes and brackets at and just before this place";
      problems.error(position(e.getLocation()), "", "", rule, fix);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SpecNode value(String path) throws IOException {
    Position at = position(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(at, path);
      case START_ARRAY -> array(at, path);
      case VALUE_NULL -> new SpecNode.Scalar(at, "null", ScalarType.NULL);
      case VALUE_TRUE, VALUE_FALSE -> new SpecNode.Scalar(at, parser.getText(), ScalarType.BOOLEAN);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new SpecNode.Scalar(at, parser.getText(), ScalarType.NUMBER);
      default -> new SpecNode.Scalar(at, parser.getText(), ScalarType.TEXT);
    };
  }

  private SpecNode object(Position at, String path) throws IOException {
    Map<String, SpecNode.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Position keyAt = position(parser.currentTokenLocation());
      String key = parser.currentName();
      String childPath = Section.join(path, key);
      parser.nextToken();
      SpecNode.Entry entry = new SpecNode.Entry(keyAt, value(childPath));
      if (entries.putIfAbsent(key, entry) != null) {
        SpecReader.duplicateKey(problems, keyAt, childPath);
      }
    }
    return new SpecNode.Mapping(at, entries);
  }

  private SpecNode array(Position at, String path) throws IOException {
    List<SpecNode> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(path + "[" + items.size() + "]"));
    }
    return new SpecNode.Sequence(at, items);
  }

  private static Position position(@Nullable JsonLocation location) {
    return location == null
        ? Position.START
        : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }

  /** The library quotes unknown words, which may be a password without quotes. */
  private static String withoutContent(String message) {
    String firstLine = message.lines().findFirst().orElse("it cannot be read here");
    return firstLine.replaceAll("Unrecognized token '[^']*'", "a word without quotes");
  }
}
