package io.trunkline.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Equality of URIs as RFC 3261 section 19.1.4 defines it, which is not the equality of texts. */
final class SipUriComparison {
  private static final Set<String> NEVER_ONE_SIDED =
      Set.of("transport", "user", "ttl", "method", "maddr");

  private SipUriComparison() {}

  static boolean same(SipUri one, SipUri other) {
    return one.equals(other)
        || (one.secure() == other.secure()
            && Objects.equals(unescaped(one.user()), unescaped(other.user()))
            && Objects.equals(unescaped(one.password()), unescaped(other.password()))
            && one.hostPort().matches(other.hostPort())
            && parametersAgree(one, other)
            && parametersAgree(other, one)
            && headers(one).equals(headers(other)));
  }

  private static boolean parametersAgree(SipUri one, SipUri other) {
    for (SipUri.Parameter parameter : one.parameters()) {
      String name = folded(parameter.name());
      Optional<SipUri.Parameter> counterpart =
          other.parameters().stream().filter(p -> folded(p.name()).equals(name)).findFirst();
      if (counterpart.isEmpty()) {
        if (NEVER_ONE_SIDED.contains(name)) {
          return false;
        }
      } else if (!folded(parameter.value()).equals(folded(counterpart.get().value()))) {
        return false;
      }
    }
    return true;
  }

  /** Headers in any order; how often each stands there counts. */
  private static Map<List<String>, Long> headers(SipUri uri) {
    return uri.headers().stream()
        .map(header -> List.of(folded(header.name()), String.valueOf(unescaped(header.value()))))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static String folded(@Nullable String text) {
    return String.valueOf(unescaped(text)).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String unescaped(@Nullable String text) {
    if (text == null || text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    byte[] plain = new byte[bytes.length];
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean escape = bytes[i] == '%';
      plain[length++] =
          escape ? (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16) : bytes[i];
      i += escape ? 2 : 0;
    }
    return new String(plain, 0, length, StandardCharsets.ISO_8859_1);
  }
}
