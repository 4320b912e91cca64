package io.trunkline.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a byte stream into messages by Content-Length (RFC 3261 section 18.3). Segments may be torn
 * and merged anywhere. Holds at most one message within its limits. Not thread-safe: one framer for
 * one connection.
 */
public final class StreamFramer {
  private static final Pattern LENGTH =
      Pattern.compile("\r\n(?:Content-Length|l)[ \t]*:\\s*([^\r]*)\r", Pattern.CASE_INSENSITIVE);

  private final ReaderLimits limits;
  private byte[] held = new byte[2048];
  private int size;
  private int scanned;

  /** A framer that refuses messages above these limits. */
  public StreamFramer(ReaderLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes the next bytes of the stream.
   *
   * @return the messages that are whole now, in order; often none
   * @throws SipSyntaxException when the stream cannot be cut any more; the connection is then lost
   */
  public List<byte[]> add(byte[] data) throws SipSyntaxException {
    append(data);
    List<byte[]> whole = new ArrayList<>(2);
    int length = nextLength();
    while (length >= 0) {
      whole.add(Arrays.copyOf(held, length));
      drop(length);
      length = nextLength();
    }
    return whole;
  }

  /** The number of bytes that wait for the rest of their message. */
  public int waiting() {
    return size;
  }

  private void append(byte[] data) {
    if (size + data.length > held.length) {
      held = Arrays.copyOf(held, Math.max(size + data.length, held.length * 2));
    }
    System.arraycopy(data, 0, held, size, data.length);
    size += data.length;
  }

  private void drop(int bytes) {
    System.arraycopy(held, bytes, held, 0, size - bytes);
    size -= bytes;
    scanned = 0;
  }

  /** The length of the first message if it is whole, otherwise -1. */
  private int nextLength() throws SipSyntaxException {
    skipKeepAlives();
    int headers = endOfHeaders();
    if (headers < 0) {
      requireHeaderBytes(size);
      return -1;
    }
    requireHeaderBytes(headers);
    Matcher matcher = LENGTH.matcher(new String(held, 0, headers, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new SipSyntaxException(
          HeaderName.CONTENT_LENGTH, "", "is mandatory on a stream (RFC 3261 18.3)");
    }
    int body = SipMessageReader.contentLength(matcher.group(1).strip(), limits.bodyBytes());
    return size >= headers + body ? headers + body : -1;
  }

  private void requireHeaderBytes(int bytes) throws SipSyntaxException {
    if (bytes > limits.headerBytes()) {
      throw new SipSyntaxException(
          "Message", bytes + " bytes", "headers above " + limits.headerBytes() + " bytes");
    }
  }

  /** CR LF before a start line is a keep-alive (RFC 5626 4.4.1) or padding (RFC 3261 7.5). */
  private void skipKeepAlives() {
    int blank = 0;
    while (blank < size && (held[blank] == '\r' || held[blank] == '\n')) {
      blank++;
    }
    if (blank > 0) {
      drop(blank);
    }
  }

  /** The index behind the empty line, or -1; goes on where the last call stopped. */
  private int endOfHeaders() {
    for (int i = Math.max(0, scanned - 3); i + 3 < size; i++) {
      if (held[i] == '\r' && held[i + 1] == '\n' && held[i + 2] == '\r' && held[i + 3] == '\n') {
        return i + 4;
      }
    }
    scanned = size;
    return -1;
  }
}
