package io.trunkline.sip.message;

/**
 * Sequence number and method (RFC 3261 sections 8.1.1.5 and 20.16).
 *
 * @param number 0 to 2^31 - 1
 * @param method the method of the request it belongs to
 */
public record CSeq(long number, String method) {
  private static final long END = 1L << 31;

  /** Reads the header field's value. */
  public static CSeq parse(String value) throws SipSyntaxException {
    int word = HeaderText.endOfWord(value, 0);
    String digits = value.substring(0, word);
    String method = HeaderText.trim(value, word, value.length());
    if (!HeaderText.isDigits(digits) || digits.length() > 20 || !HeaderText.isToken(method)) {
      throw new SipSyntaxException(
          HeaderName.CSEQ, value, "must be a number, blanks and a method (RFC 3261 20.16)");
    }
    if (digits.length() > 18 || Long.parseLong(digits) >= END) {
      throw new SipSyntaxException(
          HeaderName.CSEQ, value, "the number must be below 2^31 (RFC 3261 8.1.1.5)");
    }
    return new CSeq(Long.parseLong(digits), method);
  }
}
