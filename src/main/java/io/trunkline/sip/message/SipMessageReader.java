package io.trunkline.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into a {@link SipMessage} that is safe to act on (RFC 3261 sections 7 and 18.3).
 *
 * <p>Lenient where the grammar is: any case, compact names, folded lines, blanks before the colon.
 * Strict where a wrong reading would match an answer to the wrong request: start line, the five
 * mandatory header fields, numbers, Content-Length.
 */
public final class SipMessageReader {
  private static final List<String> MANDATORY =
      List.of(HeaderName.VIA, HeaderName.FROM, HeaderName.TO, HeaderName.CALL_ID, HeaderName.CSEQ);
  private static final List<String> SINGLE =
      List.of(
          HeaderName.FROM,
          HeaderName.TO,
          HeaderName.CALL_ID,
          HeaderName.CSEQ,
          HeaderName.MAX_FORWARDS,
          HeaderName.CONTENT_LENGTH);

  private final ReaderLimits limits;

  /** A reader that refuses messages above these limits. */
  public SipMessageReader(ReaderLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one whole message. Bytes behind Content-Length are cut, as a datagram's must be (18.3).
   *
   * @param data one datagram, or one message cut from a stream by {@link StreamFramer}
   * @throws SipSyntaxException naming the first part that breaks a rule
   */
  public SipMessage read(byte[] data) throws SipSyntaxException {
    int start = skipLineEnds(data);
    int end = endOfHeaders(data, start);
    if (end < 0) {
      throw new SipSyntaxException(
          "Message", text(data, start, data.length), "an empty line must end the headers (7)");
    }
    if (end - start > limits.headerBytes()) {
      throw new SipSyntaxException(
          "Message", (end - start) + " bytes", "headers above " + limits.headerBytes() + " bytes");
    }
    String head = text(data, start, end + 2);
    int lineEnd = head.indexOf("\r\n");
    StartLine.Line line = StartLine.parse(head.substring(0, lineEnd));
    SipHeaders headers = readFields(head, lineEnd + 2);
    requireSingles(headers);
    String body = body(data, end + 4, headers);
    if (line instanceof StartLine.StatusLine status) {
      check(headers, null);
      return new SipResponse(status.status(), status.reason(), headers, body);
    }
    StartLine.RequestLine request = (StartLine.RequestLine) line;
    check(headers, request.method());
    return new SipRequest(request.method(), request.uri(), headers, body);
  }

  /** The number of CR and LF before a start line, to be ignored (7.5). */
  static int skipLineEnds(byte[] data) {
    int i = 0;
    while (i < data.length && (data[i] == '\r' || data[i] == '\n')) {
      i++;
    }
    return i;
  }

  private static int endOfHeaders(byte[] data, int from) {
    for (int i = from; i + 3 < data.length; i++) {
      if (data[i] == '\r' && data[i + 1] == '\n' && data[i + 2] == '\r' && data[i + 3] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private static String text(byte[] data, int from, int to) {
    return new String(data, from, Math.max(0, to - from), StandardCharsets.UTF_8);
  }

  private SipHeaders readFields(String head, int from) throws SipSyntaxException {
    SipHeaders.Builder fields = SipHeaders.builder();
    int start = from;
    while (start < head.length()) {
      int end = endOfField(head, start);
      addField(fields, head, start, end);
      start = end + 2;
      if (fields.size() > limits.headerFields()) {
        throw new SipSyntaxException(
            "Message", fields.size() + " fields", "more than " + limits.headerFields());
      }
    }
    return fields.build();
  }

  /** A line that starts with a blank goes on with the field before it (7.3.1). */
  private static int endOfField(String head, int start) {
    int end = head.indexOf("\r\n", start);
    while (end + 2 < head.length() && isBlank(head.charAt(end + 2))) {
      end = head.indexOf("\r\n", end + 2);
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static void addField(SipHeaders.Builder fields, String head, int start, int end)
      throws SipSyntaxException {
    int colon = head.indexOf(':', start);
    int last = colon < 0 || colon > end ? end : colon;
    while (last > start && isBlank(head.charAt(last - 1))) {
      last--;
    }
    String name = HeaderName.at(head, start, last);
    if (colon < 0 || colon > end || !HeaderText.isToken(name)) {
      throw new SipSyntaxException(
          "Header field",
          head.substring(start, end),
          "must be a token, a colon and a value (RFC 3261 7.3.1)");
    }
    fields.add(name, unfold(HeaderText.trim(head, colon + 1, end)));
  }

  private static String unfold(String value) {
    return value.indexOf('\r') < 0 ? value : value.replaceAll("[ \t]*\r\n[ \t]+", " ");
  }

  private static void requireSingles(SipHeaders headers) throws SipSyntaxException {
    for (String name : MANDATORY) {
      if (headers.first(name) == null) {
        throw new SipSyntaxException(name, "", "is mandatory (RFC 3261 8.1.1)");
      }
    }
    for (String name : SINGLE) {
      if (count(headers, name) > 1) {
        throw new SipSyntaxException(name, "", "may appear only once (RFC 3261 7.3.1)");
      }
    }
  }

  private static int count(SipHeaders headers, String name) {
    int count = 0;
    for (SipHeaders.Field field : headers.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        count++;
      }
    }
    return count;
  }

  private String body(byte[] data, int start, SipHeaders headers) throws SipSyntaxException {
    int length = contentLength(headers.first(HeaderName.CONTENT_LENGTH), limits.bodyBytes());
    int there = data.length - start;
    if (length > there) {
      throw new SipSyntaxException(
          HeaderName.CONTENT_LENGTH,
          String.valueOf(length),
          "must not exceed the " + there + " bytes that follow (RFC 3261 18.3)");
    }
    return length == 0 || there == 0
        ? ""
        : text(data, start, start + (length < 0 ? there : length));
  }

  /** The announced length, or -1 when the header field is absent. */
  static int contentLength(@Nullable String value, int limit) throws SipSyntaxException {
    if (value == null) {
      return -1;
    }
    if (!HeaderText.isDigits(value)) {
      throw new SipSyntaxException(
          HeaderName.CONTENT_LENGTH, value, "must be a number of bytes (RFC 3261 20.14)");
    }
    if (value.length() > 9 || Integer.parseInt(value) > limit) {
      throw new SipSyntaxException(
          HeaderName.CONTENT_LENGTH, value, "must not exceed " + limit + " bytes");
    }
    return Integer.parseInt(value);
  }

  private static void check(SipHeaders headers, @Nullable String method) throws SipSyntaxException {
    var unusedVias = headers.vias();
    NameAddress.parse(HeaderName.FROM, required(headers, HeaderName.FROM));
    NameAddress.parse(HeaderName.TO, required(headers, HeaderName.TO));
    CSeq cseq = headers.cseq();
    if (method != null && !cseq.method().equals(method)) {
      throw new SipSyntaxException(
          HeaderName.CSEQ, cseq.method(), "must name the method " + method + " (RFC 3261 8.1.1.5)");
    }
    if (required(headers, HeaderName.CALL_ID).isEmpty()) {
      throw new SipSyntaxException(HeaderName.CALL_ID, "", "must not be empty (RFC 3261 20.8)");
    }
    var unusedContacts = headers.contacts();
  }

  private static String required(SipHeaders headers, String name) {
    String value = headers.first(name);
    return value == null ? "" : value;
  }
}
