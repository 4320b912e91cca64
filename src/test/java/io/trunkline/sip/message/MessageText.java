package io.trunkline.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A good message to spoil: tests replace, add or drop lines of it. */
final class MessageText {
  private final Map<String, String> lines = new LinkedHashMap<>();
  private String start;
  private String body = "";

  private MessageText(String start, String method) {
    this.start = start;
    lines.put("Via", "SIP/2.0/UDP 192.0.2.77:5070;branch=z9hG4bKwren4;rport");
    lines.put("Max-Forwards", "70");
    lines.put("From", "<sip:wren@nest.example>;tag=f1");
    lines.put("To", "<sip:wren@nest.example>");
    lines.put("Call-ID", "wren-1@192.0.2.77");
    lines.put("CSeq", "7 " + method);
    lines.put("Content-Length", "0");
  }

  static MessageText response() {
    return new MessageText("SIP/2.0 200 OK", "REGISTER");
  }

  static MessageText request() {
    return new MessageText("REGISTER sip:nest.example SIP/2.0", "REGISTER");
  }

  MessageText start(String line) {
    start = line;
    return this;
  }

  MessageText with(String name, String value) {
    lines.put(name, value);
    return this;
  }

  MessageText without(String name) {
    lines.remove(name);
    return this;
  }

  MessageText body(String text) {
    body = text;
    return this;
  }

  /** The text on the wire; a name that holds a colon already is a raw line. */
  String text() {
    StringBuilder text = new StringBuilder(start).append("\r\n");
    lines.forEach(
        (name, value) ->
            text.append(name).append(name.contains(":") ? "" : ": ").append(value).append("\r\n"));
    return text.append("\r\n").append(body).toString();
  }

  byte[] bytes() {
    return text().getBytes(StandardCharsets.UTF_8);
  }
}
