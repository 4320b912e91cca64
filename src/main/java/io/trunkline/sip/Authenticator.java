package io.trunkline.sip;

import io.trunkline.sip.digest.Challenge;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.digest.DigestAlgorithm;
import io.trunkline.sip.digest.DigestAnswer;
import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.SipHeaders;
import io.trunkline.sip.message.SipResponse;
import io.trunkline.sip.message.SipSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Meets the challenges of one check (RFC 3261 section 22, RFC 8760): of each realm the strongest
 * algorithm that we know; stale nonces twice; credentials that were refused never again.
 */
final class Authenticator {
  private static final int MOST_STALE = 2;
  private static final List<String> CHALLENGES =
      List.of(HeaderName.WWW_AUTHENTICATE, HeaderName.PROXY_AUTHENTICATE);

  /** A realm's protection space; a proxy and a registrar may both ask. */
  private record Space(boolean proxy, String realm) {}

  /** What is kept for a realm between requests. */
  private record Held(
      Challenge challenge, DigestAlgorithm algorithm, int uses, int stale, boolean accepted) {}

  private final @Nullable Credentials credentials;
  private final DigestAlgorithm weakest;
  private final Supplier<String> cnonces;
  private final Map<Space, Held> held = new LinkedHashMap<>();

  Authenticator(
      @Nullable Credentials credentials, DigestAlgorithm weakest, Supplier<String> cnonces) {
    this.credentials = credentials;
    this.weakest = weakest;
    this.cnonces = cnonces;
  }

  /**
   * Takes the challenges of a 401 or 407.
   *
   * @return empty when the next request can answer them, otherwise why it cannot
   */
  Optional<Finding> challenged(SipResponse response) {
    int status = response.status();
    Map<Space, List<Challenge>> spaces;
    try {
      spaces = spaces(response.headers());
    } catch (SipSyntaxException e) {
      return Optional.of(
          Finding.failed(FailureClass.AUTH, status, "unreadable challenge: " + e.getMessage()));
    }
    if (spaces.isEmpty()) {
      return Optional.of(
          Finding.failed(FailureClass.AUTH, status, status + " without any challenge"));
    }
    if (credentials == null) {
      return Optional.of(
          Finding.unknown(
              FailureClass.AUTH,
              status,
              "reachable, but it asks for credentials of realm \""
                  + spaces.keySet().iterator().next().realm()
                  + "\" and none were given (--user and --password-env)"));
    }
    for (Map.Entry<Space, List<Challenge>> space : spaces.entrySet()) {
      Optional<Finding> refused = take(space.getKey(), space.getValue(), status);
      if (refused.isPresent()) {
        return refused;
      }
    }
    return Optional.empty();
  }

  private static Map<Space, List<Challenge>> spaces(SipHeaders headers) throws SipSyntaxException {
    Map<Space, List<Challenge>> spaces = new LinkedHashMap<>();
    for (String name : CHALLENGES) {
      for (Challenge challenge : Challenge.read(name, headers.lines(name))) {
        spaces
            .computeIfAbsent(
                new Space(challenge.proxy(), challenge.realm()), s -> new ArrayList<>())
            .add(challenge);
      }
    }
    return spaces;
  }

  private Optional<Finding> take(Space space, List<Challenge> offers, int status) {
    Challenge challenge = null;
    DigestAlgorithm algorithm = weakest;
    for (Challenge offer : offers) {
      DigestAlgorithm usable = offer.usableAlgorithm().orElse(null);
      if (usable != null
          && usable.compareTo(algorithm) >= 0
          && (challenge == null || usable != algorithm)) {
        challenge = offer;
        algorithm = usable;
      }
    }
    if (challenge == null) {
      return Optional.of(unusable(space, offers, status));
    }
    Held before = held.get(space);
    int stale = before == null ? 0 : before.stale();
    if (before != null && before.uses() > 0) {
      boolean fresh = !before.challenge().nonce().equals(challenge.nonce());
      if (!fresh || !(challenge.stale() || before.accepted()) || stale >= MOST_STALE) {
        return Optional.of(refused(space, algorithm, stale, status));
      }
      stale++;
    }
    held.put(space, new Held(challenge, algorithm, 0, stale, false));
    return Optional.empty();
  }

  private Finding unusable(Space space, List<Challenge> offers, int status) {
    String offered =
        offers.stream()
            .map(c -> c.scheme() + " " + c.algorithm() + " qop=" + String.join("/", c.qops()))
            .collect(Collectors.joining(", "));
    return Finding.failed(
        FailureClass.UNSUPPORTED_AUTH,
        status,
        "realm \""
            + space.realm()
            + "\" offers only "
            + offered
            + "; we answer Digest from "
            + weakest.token()
            + " on, qop auth or auth-int");
  }

  private Finding refused(Space space, DigestAlgorithm algorithm, int stale, int status) {
    String user = credentials == null ? "" : credentials.user();
    String text =
        stale >= MOST_STALE
            ? "realm \"" + space.realm() + "\" calls every nonce stale"
            : "realm \""
                + space.realm()
                + "\" refuses the credentials of \""
                + user
                + "\" ("
                + algorithm.token()
                + ")";
    return Finding.failed(FailureClass.AUTH, status, text);
  }

  /** Adds the answer to every challenge held, with the next nonce count. */
  void authorize(SipHeaders.Builder headers, String method, String uri, Observations seen) {
    if (credentials == null) {
      return;
    }
    for (Map.Entry<Space, Held> entry : held.entrySet()) {
      Held now = entry.getValue();
      DigestAnswer answer =
          DigestAnswer.of(
              now.challenge(),
              now.algorithm(),
              credentials,
              method,
              uri,
              "",
              now.uses() + 1,
              cnonces.get());
      boolean proxy = entry.getKey().proxy();
      headers.add(
          proxy ? HeaderName.PROXY_AUTHORIZATION : HeaderName.AUTHORIZATION, answer.headerValue());
      seen.digest(entry.getKey().realm(), answer);
      entry.setValue(
          new Held(now.challenge(), now.algorithm(), now.uses() + 1, now.stale(), now.accepted()));
    }
  }

  /** The last request was accepted: a later new nonce without stale=true is worth an answer. */
  void accepted() {
    held.replaceAll(
        (space, now) -> new Held(now.challenge(), now.algorithm(), now.uses(), now.stale(), true));
  }
}
