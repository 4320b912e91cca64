package io.trunkline.simulator.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In which line of a YAML text something stands; looked up only when there is a complaint. */
final class Lines {
  private final String text;

  Lines(String text) {
    this.text = text;
  }

  /** The line from 1 of a path, or of the nearest thing above it; null when unknown. */
  @Nullable Integer of(List<String> path) {
    JsonPointer wanted = JsonPointer.empty();
    for (String key : path) {
      wanted = wanted.appendProperty(key);
    }
    String address = wanted.toString();
    Integer line = null;
    int nearest = -1;
    try (JsonParser parser = new YAMLFactory().createParser(text)) {
      while (parser.nextToken() != null) {
        String here = parser.getParsingContext().pathAsPointer().toString();
        // Of a key and its value the key comes first, and it is what a reader looks for.
        if (here.length() > nearest && (address + "/").startsWith(here + "/")) {
          nearest = here.length();
          line = parser.currentTokenLocation().getLineNr();
        }
      }
    } catch (IOException e) {
      return null;
    }
    return line;
  }
}
