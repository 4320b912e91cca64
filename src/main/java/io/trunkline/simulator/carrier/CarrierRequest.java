package io.trunkline.simulator.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as the carrier reads it: enough of RFC 3261 for REGISTER and OPTIONS.
 *
 * @param method of the request line
 * @param uri of the request line
 * @param lines header lines, unfolded
 * @param body behind the empty line
 */
record CarrierRequest(String method, String uri, List<String> lines, String body) {
  private static final Map<String, String> SHORT =
      Map.of("via", "v", "from", "f", "to", "t", "call-id", "i", "contact", "m");

  /** Reads one whole request; empty when it is none. */
  static Optional<CarrierRequest> read(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    String[] lines = text.substring(0, end).replaceAll("\r\n[ \t]+", " ").split("\r\n");
    String[] words = lines[0].split(" ");
    if (words.length != 3 || !words[2].equals("SIP/2.0")) {
      return Optional.empty();
    }
    List<String> fields = new ArrayList<>();
    for (int i = 1; i < lines.length; i++) {
      fields.add(lines[i]);
    }
    return Optional.of(new CarrierRequest(words[0], words[1], fields, text.substring(end + 4)));
  }

  /** All values of a header field. */
  List<String> values(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      if (key.equals(wanted) || key.equals(SHORT.get(wanted))) {
        found.add(line.substring(colon + 1).strip());
      }
    }
    return found;
  }

  /** The first value of a header field, or the empty text. */
  String value(String name) {
    List<String> found = values(name);
    return found.isEmpty() ? "" : found.get(0);
  }

  /** The user part of To: whose bindings are meant. */
  String user() {
    String to = value("To").replaceFirst("(?s)^.*?sips?:", "");
    int at = to.indexOf('@');
    return at < 0 ? "" : to.substring(0, at);
  }
}
