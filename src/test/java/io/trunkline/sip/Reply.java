package io.trunkline.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Builds an answer to a request by plain text work, apart from the code under test. */
final class Reply {
  private final List<String> lines = new ArrayList<>();
  private String status;
  private String body = "";

  private Reply(String status, String request) {
    this.status = status;
    for (String line : request.split("\r\n")) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("to:")) {
        lines.add(line + ";tag=peer");
      } else if (lower.matches("(via|from|call-id|cseq):.*")) {
        lines.add(line);
      }
    }
  }

  static Reply to(String request, String status) {
    return new Reply("SIP/2.0 " + status, request);
  }

  static String field(String request, String name) {
    for (String line : request.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  Reply startLine(String line) {
    status = line;
    return this;
  }

  Reply with(String line) {
    lines.add(line);
    return this;
  }

  Reply body(String text) {
    body = text;
    return this;
  }

  Reply mapLines(UnaryOperator<String> change) {
    lines.replaceAll(change);
    return this;
  }

  Reply without(String prefix) {
    lines.removeIf(line -> line.startsWith(prefix));
    return this;
  }

  byte[] bytes() {
    boolean length = lines.stream().noneMatch(l -> l.matches("(?is)(content-length|l)\\s*:.*"));
    String fields = lines.stream().map(l -> l + "\r\n").collect(Collectors.joining());
    String end = length ? "Content-Length: " + body.length() + "\r\n" : "";
    return (status + "\r\n" + fields + end + "\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }
}
