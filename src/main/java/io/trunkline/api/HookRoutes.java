package io.trunkline.api;

import io.trunkline.event.Intake;
import io.trunkline.event.Observation;
import io.trunkline.event.Overloaded;
import io.trunkline.event.Receipt;
import io.trunkline.event.Source;
import io.trunkline.event.SourceKind;
import io.trunkline.event.hook.HookPayload;
import io.trunkline.event.hook.HookRequest;
import io.trunkline.event.hook.HookSource;
import io.trunkline.event.hook.Proof;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /hooks/{source}}: who sends signed events is answered once they are committed, by no
 * thread that waits. What happens with them afterwards is said by routes, which take them from the
 * outbox.
 */
public final class HookRoutes {
  /** Before the service's own passwords are asked for: a hook proves itself by its signature. */
  private static final int FIRST = -2;

  private static final Pattern JSON =
      Pattern.compile("application/(json|[a-z0-9.-]+\\+json)\\s*(;.*)?");
  private static final Logger LOG = LoggerFactory.getLogger(HookRoutes.class);

  private final Map<String, HookSource> sources;
  private final Intake intake;
  private final String defaultOrg;
  private final HookLimits limits;
  private final Clock clock;
  private final HookMeters meters;
  private final AtomicLong buffered = new AtomicLong();

  /** With what it lets in, and where to. */
  public HookRoutes(
      Map<String, HookSource> sources,
      Intake intake,
      String defaultOrg,
      HookLimits limits,
      HookMeters meters,
      Clock clock) {
    this.meters = meters;
    this.sources = Map.copyOf(sources);
    this.intake = intake;
    this.defaultOrg = defaultOrg;
    this.limits = limits;
    this.clock = clock;
  }

  /** Adds the route to a router; may be called for several. */
  public void mount(Router router) {
    router.post("/hooks/:source").order(FIRST).handler(this::receive);
  }

  private void receive(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    HookSource source = sources.get(routing.pathParam("source"));
    HookAnswer answer = new HookAnswer(request, meters, source == null ? "" : source.name());
    if (source == null) {
      answer.refuse(404, "not-found", "no such source", "Configure trunkline.hooks.NAME.scheme.");
    } else if (!plainJson(request)) {
      answer.refuse(
          415,
          "unsupported-media-type",
          "the body is JSON, as it is",
          "Send Content-Type: application/json, and no Content-Encoding.");
    } else if (length(request) > limits.maxBody()) {
      answer.tooLarge(limits.maxBody());
    } else {
      new HookBody(request, limits, buffered, answer)
          .read(body -> verify(source, request, body, answer));
    }
  }

  private static boolean plainJson(HttpServerRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      return false;
    }
    String type = request.getHeader("Content-Type");
    return type != null && JSON.matcher(type.toLowerCase(Locale.ROOT)).matches();
  }

  /** What the sender says of the body's length; 0 when that is nothing, or no number. */
  private static long length(HttpServerRequest request) {
    String text = request.getHeader("Content-Length");
    try {
      return text == null ? 0 : Long.parseLong(text.trim());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void verify(
      HookSource source, HttpServerRequest request, byte[] body, HookAnswer answer) {
    Instant now = clock.instant();
    Proof proof =
        source.verify(
            new HookRequest(
                name -> request.headers().getAll(name),
                body,
                address(request),
                certificate(request)),
            now);
    if (proof == null) {
      answer.refuse(
          401,
          "unauthorized",
          "the request does not prove where it is from",
          "Check the source's secret, scheme and clock.");
      return;
    }
    String org = source.org().isEmpty() ? defaultOrg : source.org();
    Source from = new Source(SourceKind.HOOK, source.name());
    accept(source, new HookPayload(org, from, proof.eventId(), now).read(body), answer);
  }

  private void accept(HookSource source, List<Observation> events, HookAnswer answer) {
    Context loop = answer.loop();
    long timer =
        loop.owner().setTimer(limits.answerWithin().toMillis(), late -> answer.unavailable());
    var unused =
        intake
            .accept(events)
            .whenComplete(
                (receipts, failure) ->
                    loop.runOnContext(
                        now -> {
                          loop.owner().cancelTimer(timer);
                          if (receipts == null) {
                            failed(failure, answer);
                          } else {
                            committed(source, receipts, answer);
                          }
                        }));
  }

  private static void committed(HookSource source, List<Receipt> receipts, HookAnswer answer) {
    long accepted = receipts.stream().filter(each -> each == Receipt.ACCEPTED).count();
    int status = accepted == 0 ? source.duplicateStatus() : 200;
    answer.received(status, accepted, receipts.size() - accepted);
  }

  private static void failed(@Nullable Throwable failure, HookAnswer answer) {
    Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof Overloaded) {
      answer.overloaded();
    } else {
      LOG.warn("events were not kept: {}", String.valueOf(cause));
      answer.unavailable();
    }
  }

  private static InetAddress address(HttpServerRequest request) {
    try {
      // The host of a socket's address is a literal: nothing is looked up.
      return InetAddress.getByName(request.remoteAddress().hostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a socket's address is no address", e);
    }
  }

  private static @Nullable String certificate(HttpServerRequest request) {
    SSLSession session = request.sslSession();
    if (session == null) {
      return null;
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate x509
          ? x509.getSubjectX500Principal().getName()
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
