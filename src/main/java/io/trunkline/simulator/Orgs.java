package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Scheduler;
import io.trunkline.simulator.org.StateFolder;
import io.trunkline.simulator.resource.Api;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All organizations of one simulator, each known by the client id that it was made with. */
final class Orgs {
  /** Client id, secret and name of the organization that is always there. */
  static final String DEFAULT = "simulator";

  private final Map<String, Org> orgs = new LinkedHashMap<>();
  private final Api api;
  private final LongSupplier clock;
  private final Scheduler scheduler;
  private final @Nullable StateFolder folder;

  Orgs(LongSupplier clock, Scheduler scheduler, @Nullable StateFolder folder, Tokens tokens)
      throws IOException {
    this.api = new Api(orgs::values, tokens);
    this.clock = clock;
    this.scheduler = scheduler;
    this.folder = folder;
    if (folder != null) {
      for (String name : folder.names()) {
        open(name);
      }
    }
    if (!orgs.containsKey(DEFAULT)) {
      create(DEFAULT, DEFAULT);
    }
  }

  Api api() {
    return api;
  }

  Collection<Org> all() {
    return orgs.values();
  }

  /** The organization that is always there. */
  Org standard() {
    return Objects.requireNonNull(orgs.get(DEFAULT));
  }

  /** Epoch milliseconds. */
  long now() {
    return clock.getAsLong();
  }

  @Nullable Org find(String name) {
    return orgs.get(name);
  }

  /** Makes a new organization from the seed, with one client of the same name. */
  Org create(String name, String secret) throws IOException {
    Org org = open(name);
    if (org.all(Kind.ORGANIZATION).isEmpty()) {
      org.put(Kind.CLIENT, Client.of(name, secret, Set.of("*")).json());
      api.seed(org);
      org.commit();
    }
    return org;
  }

  /** Brings an organization back to its seed; its clients can still log in. */
  void reset(Org org) {
    List<ObjectNode> clients = org.all(Kind.CLIENT).stream().map(Entity::tree).toList();
    org.clear();
    clients.forEach(client -> org.put(Kind.CLIENT, client));
    api.seed(org);
    org.commit();
  }

  /** Forgets an organization and its state for good. */
  void remove(Org org) throws IOException {
    orgs.remove(org.name());
    if (folder != null) {
      folder.delete(org);
    }
  }

  /** A client and its organization. */
  record Login(Org org, Client client) {}

  /** Finds a client in all organizations, or null. */
  @Nullable Login client(String id) {
    for (Org org : orgs.values()) {
      Entity stored = org.find(Kind.CLIENT, id);
      if (stored != null) {
        return new Login(org, Client.of(stored));
      }
    }
    return null;
  }

  void close() throws IOException {
    if (folder != null) {
      for (Org org : orgs.values()) {
        folder.detach(org);
      }
      folder.close();
    }
  }

  private Org open(String name) throws IOException {
    Org org = new Org(name, clock, scheduler);
    if (folder != null) {
      folder.attach(org);
    }
    orgs.put(name, org);
    api.resume(org);
    return org;
  }
}
