package io.trunkline.connection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A SIP or SIPS URI of RFC 3261 sections 19.1 and 25.1. Parts are kept as written, escapes
 * included.
 *
 * @param secure whether the scheme is {@code sips}
 * @param user {@code null} without a user part; telephone parameters belong to it
 * @param password {@code null} when no colon was written; may be empty
 */
public record SipUri(
    boolean secure,
    @Nullable String user,
    @Nullable String password,
    SipHostPort hostPort,
    List<Parameter> parameters,
    List<Header> headers) {

  /** A URI parameter; the value is {@code null} when no equals sign was written. */
  public record Parameter(String name, @Nullable String value) {}

  /** A header of the part behind the question mark; its value may be empty. */
  public record Header(String name, String value) {}

  /** Keeps the lists from changing. */
  public SipUri {
    parameters = List.copyOf(parameters);
    headers = List.copyOf(headers);
  }

  /**
   * Reads a URI strictly: no blanks around it, no angle brackets, no display name.
   *
   * @param text the URI and nothing else
   * @return its parts
   * @throws SipSyntaxException when the grammar does not allow it
   */
  public static SipUri parse(String text) {
    return new SipUriParser(text).parse();
  }

  /**
   * A parameter by its name, letter case aside.
   *
   * @param name such as {@code transport}
   * @return the first one of that name
   */
  public Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equalsIgnoreCase(name)).findFirst();
  }

  /**
   * What the grammar allows and a sender must refuse all the same.
   *
   * @return rules that do not hold, empty when a request can be sent there
   */
  public List<String> obstacles() {
    List<String> rules = new ArrayList<>(hostPort.obstacles());
    Set<String> seen = new HashSet<>();
    for (Parameter parameter : parameters) {
      String name = parameter.name().toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        rules.add("the parameter " + name + " appears only once (RFC 3261 19.1.1)");
      }
      obstacle(name, parameter.value()).ifPresent(rules::add);
    }
    return rules;
  }

  /**
   * Compares as RFC 3261 19.1.4 does: a missing port is not 5060, escapes equal what they stand
   * for, and of one-sided parameters only {@code transport user ttl method maddr} count.
   *
   * @param other another URI
   * @return whether both name the same resource
   */
  public boolean sameAs(SipUri other) {
    return SipUriComparison.same(this, other);
  }

  /**
   * The text for the wire, password included.
   *
   * @return a text that {@link #parse} reads back to an equal URI
   */
  public String text() {
    return text(password);
  }

  /** The text for people and logs: a password is not shown. */
  @Override
  public String toString() {
    return text(password == null ? null : "***");
  }

  private String text(@Nullable String shownPassword) {
    StringBuilder text = new StringBuilder(secure ? "sips:" : "sip:");
    if (user != null) {
      text.append(user).append(shownPassword == null ? "" : ":" + shownPassword).append('@');
    }
    text.append(hostPort);
    for (Parameter parameter : parameters) {
      String value = parameter.value();
      text.append(';').append(parameter.name()).append(value == null ? "" : "=" + value);
    }
    if (!headers.isEmpty()) {
      text.append(
          headers.stream()
              .map(header -> header.name() + "=" + header.value())
              .collect(Collectors.joining("&", "?", "")));
    }
    return text.toString();
  }

  private Optional<String> obstacle(String name, @Nullable String value) {
    return switch (name) {
      case "transport" -> transportObstacle(value);
      case "maddr" -> maddrObstacle(value);
      case "ttl" ->
          value != null && value.matches("\\d{1,3}") && Integer.parseInt(value) <= 255
              ? Optional.empty()
              : Optional.of("ttl is a number up to 255");
      default -> Optional.empty();
    };
  }

  private Optional<String> transportObstacle(@Nullable String value) {
    if (value == null) {
      return Optional.of("transport needs a value, such as tcp");
    }
    return secure && value.equalsIgnoreCase("udp")
        ? Optional.of("sips needs TLS and so cannot use udp (RFC 3261 26.2.2)")
        : Optional.empty();
  }

  private static Optional<String> maddrObstacle(@Nullable String value) {
    if (value == null) {
      return Optional.of("maddr needs a host");
    }
    try {
      boolean sendable = SipHostPort.parse(value).obstacles().isEmpty();
      return sendable ? Optional.empty() : Optional.of("maddr is a host without a port");
    } catch (SipSyntaxException e) {
      return Optional.of("maddr is a host: " + e.rule());
    }
  }
}
