package io.trunkline.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trunkline.sip.AliveRule;
import io.trunkline.sip.AnswerPolicy;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.InvalidCheckException;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.digest.DigestAlgorithm;
import io.trunkline.sip.transport.CipherFloor;
import io.trunkline.sip.transport.SipTransport;
import io.trunkline.sip.transport.TlsSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/checks}. Only the target must be there. Passwords are named, never
 * sent: {@code passwordEnv} is a variable of the service's environment.
 *
 * @param target {@code sip:[user@]host[:port][;transport=udp|tcp|tls]}, {@code sips:...} or {@code
 *     host[:port]}
 * @param method OPTIONS (default) or REGISTER
 * @param domain of the registrar when it is not the host
 * @param bind whether a REGISTER binds a Contact of ours, removed afterwards
 * @param expires seconds for that binding, 60 when not said
 * @param timeout for the whole check, such as {@code 10s}; 10 s when not said, at most 2 minutes
 * @param alive which answers to OPTIONS are good: ANY, ALIVE (default) or SUCCESS
 */
record CheckBody(
    @Nullable String target,
    @Nullable String method,
    @Nullable String transport,
    @Nullable String domain,
    @Nullable String user,
    @Nullable String passwordEnv,
    @Nullable Boolean bind,
    @Nullable Integer expires,
    @Nullable String timeout,
    @Nullable String alive,
    @Nullable Boolean followRedirects,
    @Nullable String weakestDigest,
    @Nullable String oldestTls,
    @Nullable Boolean checkName,
    @Nullable Boolean wildcards,
    @Nullable Integer warnDays) {
  private static final int BIND_SECONDS = 60;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Reads a request body.
   *
   * @throws ApiException naming the field that is no such field, or has a value of another type
   */
  static CheckBody read(@Nullable String text) {
    try {
      CheckBody body = JSON.readValue(text == null ? "" : text, CheckBody.class);
      if (body != null) {
        return body;
      }
    } catch (UnrecognizedPropertyException e) {
      throw bad(e.getPropertyName(), "", "there is no such field", "Known: " + known(e) + ".");
    } catch (JsonMappingException e) {
      String field = e.getPath().isEmpty() ? "body" : e.getPath().get(0).getFieldName();
      throw bad(field, "", "the value has another type", "See /openapi.json, POST /api/checks.");
    } catch (JsonProcessingException e) {
      throw bad("body", "", "the body is no JSON object: " + e.getOriginalMessage(), EXAMPLE);
    }
    throw bad("body", "null", "the body is a JSON object", EXAMPLE);
  }

  private static final String EXAMPLE = "Send at least {\"target\": \"sip:carrier.example\"}.";

  private static String known(UnrecognizedPropertyException e) {
    return String.join(", ", e.getKnownPropertyIds().stream().map(String::valueOf).toList());
  }

  private static ApiException bad(@Nullable String field, String value, String rule, String fix) {
    return new ApiException(400, String.valueOf(field), value, rule, fix);
  }

  /**
   * The check that the body asks for.
   *
   * @param passwords value of a variable that callers may name, null when there is none
   * @throws InvalidCheckException naming field, value and rule
   */
  CheckRequest request(Function<String, @Nullable String> passwords) {
    CheckRequest request =
        CheckRequest.of(whom(), asked())
            .with(CheckTiming.DEFAULT.within(within()))
            .with(policy())
            .with(tls())
            .with(credentials(passwords));
    if (!Boolean.TRUE.equals(bind)) {
      if (expires != null) {
        throw new InvalidCheckException("expires", expires.toString(), "needs \"bind\": true");
      }
      return request;
    }
    int seconds = expires == null ? BIND_SECONDS : expires;
    if (seconds < 1) {
      throw new InvalidCheckException("expires", expires + "", "must be 1 to 86400 seconds");
    }
    return request.binding(seconds);
  }

  private CheckTarget whom() {
    if (target == null || target.isBlank()) {
      throw new InvalidCheckException("target", "", "names whom to ask, as sip:host or host:port");
    }
    CheckTarget found = CheckTarget.parse(target);
    if (transport != null) {
      found = found.over(transport(transport));
    }
    if (user != null && found.user() == null && asked() == CheckMethod.REGISTER) {
      found = found.forUser(user);
    }
    return domain == null ? found : found.inDomain(domain);
  }

  static SipTransport transport(String name) {
    return SipTransport.named(name)
        .orElseThrow(() -> new InvalidCheckException("transport", name, "must be udp, tcp or tls"));
  }

  private CheckMethod asked() {
    return method == null ? CheckMethod.OPTIONS : method(method);
  }

  static CheckMethod method(String name) {
    return CheckMethod.named(name)
        .orElseThrow(
            () -> new InvalidCheckException("method", name, "must be OPTIONS or REGISTER"));
  }

  private Duration within() {
    String text = timeout == null ? "10s" : timeout;
    try {
      Duration asked = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
      if (!asked.isNegative() && !asked.isZero() && asked.compareTo(LONGEST) <= 0) {
        return asked;
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // Camel throws either on what is no time; answered below, as times out of range are
    }
    throw new InvalidCheckException("timeout", text, "a time above zero, at most 2m, such as 10s");
  }

  private AnswerPolicy policy() {
    return new AnswerPolicy(rule(), Boolean.TRUE.equals(followRedirects), weakest());
  }

  private AliveRule rule() {
    String name = alive == null ? AliveRule.ALIVE.name() : alive.toUpperCase(Locale.ROOT);
    for (AliveRule rule : AliveRule.values()) {
      if (rule.name().equals(name)) {
        return rule;
      }
    }
    throw new InvalidCheckException("alive", name, "must be ANY, ALIVE or SUCCESS");
  }

  private DigestAlgorithm weakest() {
    String name = weakestDigest == null ? "MD5" : weakestDigest;
    return DigestAlgorithm.named(name)
        .orElseThrow(
            () ->
                new InvalidCheckException(
                    "weakestDigest", name, "must be MD5, SHA-256 or SHA-512-256"));
  }

  private TlsSettings tls() {
    TlsSettings usual = TlsSettings.DEFAULT;
    String oldest = oldestTls == null ? usual.oldest() : oldestTls;
    if (!oldest.equals("TLSv1.2") && !oldest.equals("TLSv1.3")) {
      throw new InvalidCheckException("oldestTls", oldest, "must be TLSv1.2 or TLSv1.3");
    }
    return new TlsSettings(
        null,
        null,
        null,
        oldest,
        CipherFloor.JAVA_DEFAULT,
        checkName == null || checkName,
        wildcards == null || wildcards,
        warnDays == null ? usual.warnDays() : warnDays);
  }

  private @Nullable Credentials credentials(Function<String, @Nullable String> passwords) {
    if (passwordEnv == null) {
      return null;
    }
    if (user == null) {
      throw new InvalidCheckException("passwordEnv", passwordEnv, "needs a user beside it");
    }
    String password = passwords.apply(passwordEnv);
    if (password == null || password.isEmpty()) {
      throw new InvalidCheckException(
          "passwordEnv",
          passwordEnv,
          "must name a variable that is set for the service and fits trunkline.checks.password-env");
    }
    return new Credentials(user, password);
  }
}
