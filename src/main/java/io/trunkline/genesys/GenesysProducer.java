package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.genesys.Invocation.Doubt;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Joins headers and options into an invocation and runs it off the caller's thread. */
final class GenesysProducer extends DefaultAsyncProducer {
  /** Exchange property: what a failed try of an endpoint left open, kept for the redelivery. */
  private static final String DOUBT = "CamelGenesysDoubt";

  /** Exchange variable of a journaled step: an earlier attempt may have written. */
  private static final String IN_DOUBT = "stepInDoubt";

  /** Exchange variable of a journaled step: what earlier attempts intended to write. */
  private static final String EARLIER = "stepWrites";

  private final GenesysEndpoint endpoint;

  GenesysProducer(GenesysEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    try {
      Invocation asked = invocation(exchange);
      var unused =
          endpoint
              .getComponent()
              .calls(org(exchange))
              .run(endpoint, asked)
              .whenComplete(
                  (body, failure) -> {
                    finish(exchange, asked, body, failure);
                    callback.done(false);
                  });
      return false;
    } catch (RuntimeException e) {
      exchange.setException(e);
      callback.done(true);
      return true;
    }
  }

  private @Nullable String org(Exchange exchange) {
    String header = exchange.getMessage().getHeader(GenesysConstants.ORG, String.class);
    return header == null ? endpoint.getOrg() : header;
  }

  @SuppressWarnings("unchecked")
  private Invocation invocation(Exchange exchange) {
    Message message = exchange.getMessage();
    Map<String, Object> query = message.getHeader(GenesysConstants.QUERY, Map.class);
    String siteId = message.getHeader(GenesysConstants.SITE_ID, String.class);
    JsonNode body = message.getBody() instanceof JsonNode tree ? tree : null;
    EarlierWrites earlier = earlier(exchange, siteId, body);
    return new Invocation(
        endpoint.getResource(),
        origin(exchange),
        siteId,
        message.getHeader(GenesysConstants.ID, String.class),
        message.getHeader(GenesysConstants.NAME, String.class),
        query == null ? Map.of() : query,
        body,
        message.getHeader(GenesysConstants.KNOWN, JsonNode.class),
        message.getHeader(GenesysConstants.TEMPLATE, JsonNode.class),
        message.getHeader(GenesysConstants.PLANNED, JsonNode.class),
        earlier,
        doubt(exchange, earlier));
  }

  private CallOrigin origin(Exchange exchange) {
    return new CallOrigin(
        ExchangeHelper.getAtRouteId(exchange),
        exchange.getVariable("runId", String.class),
        exchange.getVariable("runToken", Long.class),
        exchange.getVariable("connectionName", String.class),
        exchange.getProperty(Exchange.STEP_ID, String.class),
        endpoint.isPolling());
  }

  private EarlierWrites earlier(
      Exchange exchange, @Nullable String siteId, @Nullable JsonNode body) {
    return endpoint.getOperation() == GenesysOperation.ENSURE && body != null
        ? EarlierWrites.of(
            exchange.getVariable(EARLIER, JsonNode.class),
            endpoint.getResource().collection(siteId),
            body.path("name").asText())
        : EarlierWrites.NONE;
  }

  /**
   * A try of this attempt that failed knows best what it left open. An earlier attempt left open
   * what it intended to write; what it did before cannot be trusted either way.
   */
  private Doubt doubt(Exchange exchange, EarlierWrites earlier) {
    if (exchange.getProperty(DOUBT) instanceof OpenQuestion open
        && open.endpoint().equals(endpoint.getEndpointUri())) {
      return open.doubt();
    }
    if (!earlier.isEmpty()) {
      return Doubt.UNCONFIRMED_WRITE;
    }
    return Boolean.TRUE.equals(exchange.getVariable(IN_DOUBT, Boolean.class))
        ? Doubt.STALE
        : Doubt.NONE;
  }

  private void finish(
      Exchange exchange, Invocation asked, @Nullable JsonNode body, @Nullable Throwable failure) {
    if (failure == null) {
      exchange.removeProperty(DOUBT);
      exchange.getMessage().setBody(body);
      return;
    }
    Throwable inner = failure instanceof CompletionException ? failure.getCause() : null;
    Throwable cause = inner == null ? failure : inner;
    exchange.setProperty(
        DOUBT, new OpenQuestion(endpoint.getEndpointUri(), afterFailure(asked.doubt(), cause)));
    exchange.setException(cause);
  }

  /**
   * A doubt about a create stays until an answer settles it; a refused call for which nothing was
   * done adds none.
   */
  private static Doubt afterFailure(Doubt before, Throwable cause) {
    if (cause instanceof GenesysException failure
        && failure.effectPossible()
        && !"GET".equals(failure.call().method())) {
      return Doubt.UNCONFIRMED_WRITE;
    }
    return before == Doubt.NONE && cause instanceof VersionConflictException ? Doubt.STALE : before;
  }

  /** Which endpoint's last try left which doubt. */
  private record OpenQuestion(String endpoint, Doubt doubt) {}
}
