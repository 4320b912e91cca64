package io.trunkline.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/** Sends writes whose intent is kept first, and keeps too when one was refused for certain. */
final class Writes {
  private final OrgSession session;
  private final WriteListener listener;
  private final UnaryOperator<ObjectNode> secrets;

  /**
   * For one org.
   *
   * @param secrets puts secret values into a body that is about to be sent
   */
  Writes(OrgSession session, WriteListener listener, UnaryOperator<ObjectNode> secrets) {
    this.session = session;
    this.listener = listener;
    this.secrets = secrets;
  }

  /** Keeps the intent, sends the body, returns what the platform answered. */
  JsonNode send(WriteIntent intent, GenesysCall call, CallOrigin origin) throws GenesysException {
    ObjectNode body = secrets.apply((ObjectNode) call.requiredBody());
    return session.call(
        GenesysCall.of(call.method(), call.path(), body), origin, new Watched(intent, origin));
  }

  /**
   * Keeps the intent when the request leaves, takes it back when it was refused, notes an answer.
   */
  private final class Watched implements OrgSession.Sending {
    private final WriteIntent intent;
    private final CallOrigin origin;

    Watched(WriteIntent intent, CallOrigin origin) {
      this.intent = intent;
      this.origin = origin;
    }

    @Override
    public void leaving() {
      listener.intends(origin, intent.toJson());
    }

    @Override
    public void refused() {
      listener.intends(origin, intent.refusedJson());
    }

    @Override
    public void answered() {
      listener.intends(origin, intent.answeredJson());
    }
  }
}
