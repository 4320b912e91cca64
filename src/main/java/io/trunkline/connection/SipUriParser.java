package io.trunkline.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Cuts a URI at its last at sign first: everything before it is the user part. */
final class SipUriParser {
  private static final String MARKS = "-_.!~*'()";
  private static final IntPredicate USER = SipUriParser.unreservedOr("&=+$,;?/");
  private static final IntPredicate PASSWORD = SipUriParser.unreservedOr("&=+$,");
  private static final IntPredicate PARAMETER = SipUriParser.unreservedOr("[]/:&+$");
  private static final IntPredicate HEADER = SipUriParser.unreservedOr("[]/?:+$");

  private final String text;

  SipUriParser(String text) {
    this.text = text;
  }

  SipUri parse() {
    boolean secure = text.toLowerCase(Locale.ROOT).startsWith("sips:");
    if (!secure && !text.toLowerCase(Locale.ROOT).startsWith("sip:")) {
      throw new SipSyntaxException(0, "a SIP URI begins with sip: or sips:");
    }
    int start = secure ? "sips:".length() : "sip:".length();
    int at = text.lastIndexOf('@');
    int hostStart = at < 0 ? start : at + 1;
    String user = null;
    String password = null;
    if (at >= 0) {
      int colon = text.substring(start, at).indexOf(':');
      int userEnd = colon < 0 ? at : start + colon;
      user = part(start, userEnd, USER, "the user part");
      password = colon < 0 ? null : checked(userEnd + 1, at, PASSWORD, "the password");
    }
    int question = indexOrEnd('?', hostStart, text.length());
    int hostEnd = Math.min(indexOrEnd(';', hostStart, text.length()), question);
    return new SipUri(
        secure,
        user,
        password,
        hostPort(hostStart, hostEnd),
        parameters(hostEnd, question),
        headers(question));
  }

  private SipHostPort hostPort(int from, int to) {
    try {
      return SipHostPort.parse(text.substring(from, to));
    } catch (SipSyntaxException e) {
      throw new SipSyntaxException(from + e.index(), e.rule());
    }
  }

  private List<SipUri.Parameter> parameters(int from, int to) {
    List<SipUri.Parameter> parameters = new ArrayList<>();
    int start = from;
    while (start < to) {
      int end = indexOrEnd(';', start + 1, to);
      int equals = indexOrEnd('=', start + 1, end);
      String name = part(start + 1, equals, PARAMETER, "a parameter's name");
      String value = equals == end ? null : part(equals + 1, end, PARAMETER, "a parameter's value");
      parameters.add(new SipUri.Parameter(name, value));
      start = end;
    }
    return parameters;
  }

  private List<SipUri.Header> headers(int question) {
    List<SipUri.Header> headers = new ArrayList<>();
    int start = question;
    while (start < text.length()) {
      int end = indexOrEnd('&', start + 1, text.length());
      int equals = indexOrEnd('=', start + 1, end);
      if (equals == end) {
        throw new SipSyntaxException(start + 1, "a header of a URI is written name=value");
      }
      String name = part(start + 1, equals, HEADER, "a header's name");
      headers.add(new SipUri.Header(name, checked(equals + 1, end, HEADER, "a header's value")));
      start = end;
    }
    return headers;
  }

  private String part(int from, int to, IntPredicate allowed, String what) {
    if (from >= to) {
      throw new SipSyntaxException(from, what + " may not be empty");
    }
    return checked(from, to, allowed, what);
  }

  private String checked(int from, int to, IntPredicate allowed, String what) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= to || !hexadecimal(text.charAt(i + 1)) || !hexadecimal(text.charAt(i + 2))) {
          throw new SipSyntaxException(i, "a percent sign is followed by two hexadecimal digits");
        }
        i += 2;
      } else if (!allowed.test(c)) {
        throw new SipSyntaxException(i, what + " needs this character escaped as %HH");
      }
    }
    return text.substring(from, to);
  }

  private int indexOrEnd(char wanted, int from, int end) {
    int index = text.indexOf(wanted, from);
    return index < 0 || index > end ? end : index;
  }

  private static boolean hexadecimal(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  }

  private static IntPredicate unreservedOr(String more) {
    return c ->
        (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z')
            || (c >= '0' && c <= '9')
            || MARKS.indexOf(c) >= 0
            || more.indexOf(c) >= 0;
  }
}
