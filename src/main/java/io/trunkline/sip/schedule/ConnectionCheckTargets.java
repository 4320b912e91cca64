package io.trunkline.sip.schedule;

import io.trunkline.connection.Connection;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.CheckRequest;
import io.trunkline.sip.CheckTarget;
import io.trunkline.sip.CheckTiming;
import io.trunkline.sip.digest.Credentials;
import io.trunkline.sip.transport.SipTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The carriers' SIP servers of all enabled connections: OPTIONS to each, and a REGISTER query where
 * the trunk has a user name, as Genesys would register there.
 */
public final class ConnectionCheckTargets implements CheckTargets {
  private final Supplier<List<Connection>> connections;
  private final Function<Connection, Optional<String>> passwords;
  private final CheckTiming timing;

  /**
   * Targets of these connections.
   *
   * @param connections asked at each turn
   * @param passwords the password of a connection's trunk, empty when there is none to be had
   */
  public ConnectionCheckTargets(
      Supplier<List<Connection>> connections,
      Function<Connection, Optional<String>> passwords,
      CheckTiming timing) {
    this.connections = connections;
    this.passwords = passwords;
    this.timing = timing;
  }

  @Override
  public List<CheckRequest> targets() {
    List<CheckRequest> found = new ArrayList<>();
    for (Connection connection : connections.get()) {
      if (connection.trunk().enabled()) {
        add(connection, found);
      }
    }
    return found;
  }

  private void add(Connection connection, List<CheckRequest> found) {
    SipTransport transport =
        SipTransport.named(connection.trunk().transport()).orElse(SipTransport.UDP);
    Credentials credentials = credentials(connection);
    for (String server : connection.trunk().sipServers()) {
      CheckTarget target = CheckTarget.parse(server).over(transport);
      found.add(CheckRequest.of(target, CheckMethod.OPTIONS).with(timing));
      if (credentials != null) {
        found.add(
            CheckRequest.of(target.forUser(credentials.user()), CheckMethod.REGISTER)
                .with(timing)
                .with(credentials));
      }
    }
  }

  private @Nullable Credentials credentials(Connection connection) {
    Connection.Credentials configured = connection.trunk().credentials();
    if (configured == null || configured.userName() == null) {
      return null;
    }
    String user = configured.userName();
    return passwords
        .apply(connection)
        .map(password -> new Credentials(user, password))
        .orElse(null);
  }
}
