package io.trunkline.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Ids;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All organizations of one simulator, each known by the client id that it was made with. */
final class Orgs {
  /** Client id, secret and name of the organization that is always there. */
  static final String DEFAULT = "simulator";

  /** What a client id that names an organization may hold; it also names its state file. */
  static final String NAME_RULE =
      "use letters, digits, '.', '_' and '-', at most 64, a letter or digit first";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Map<String, Org> orgs = new LinkedHashMap<>();
  private final Api api;
  private final LongSupplier clock;
  private final Scheduler scheduler;
  private final @Nullable StateFolder folder;
  private final Beginning beginning;

  /**
   * Opens what the state folder holds and makes what else the beginning names.
   *
   * @throws IllegalArgumentException when an exported organization cannot be read in
   */
  Orgs(
      LongSupplier clock,
      Scheduler scheduler,
      @Nullable StateFolder folder,
      Tokens tokens,
      Beginning beginning)
      throws IOException {
    this.beginning = beginning;
    this.api = new Api(orgs::values, tokens);
    this.clock = clock;
    this.scheduler = scheduler;
    this.folder = folder;
    if (folder != null) {
      for (String name : folder.names()) {
        open(name);
      }
    }
    create(DEFAULT, DEFAULT);
    for (String name : beginning.orgs().keySet()) {
      create(name, name);
    }
  }

  /** Whether a client id can name an organization. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
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

  /** Makes an organization as the beginning says, unless there is one of the name. */
  Org create(String name, String secret) throws IOException {
    Org known = orgs.get(name);
    if (known != null) {
      begin(known);
      known.commit();
      return known;
    }
    Org org = open(name);
    if (org.all(Kind.ORGANIZATION).isEmpty()) {
      org.put(Kind.CLIENT, Client.of(name, secret, Set.of(Client.EVERYTHING)).json());
      fill(org);
    }
    org.settle();
    org.commit();
    return org;
  }

  /** Brings an organization back to its beginning; its clients can still log in. */
  void reset(Org org) {
    api.channels().forget(org);
    List<ObjectNode> clients = org.all(Kind.CLIENT).stream().map(Entity::tree).toList();
    org.clear();
    clients.forEach(client -> org.put(Kind.CLIENT, client));
    fill(org);
    org.settle();
    org.commit();
  }

  private void fill(Org org) {
    begin(org);
    Beginning.Export export = beginning.of(org.name()).export();
    if (export == null) {
      api.seed(org);
      return;
    }
    try {
      api.document().read(org, export.document().deepCopy());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the organization in " + export.file() + " cannot be used: " + e.getMessage(), e);
    }
  }

  // Settings and clients of a start file hold for an organization kept on disk, too.
  private void begin(Org org) {
    if (!beginning.settingsOf(org.name()).changes().isEmpty()) {
      org.settings(beginning.settingsOf(org.name()));
    }
    beginning.of(org.name()).clients().forEach(client -> org.put(Kind.CLIENT, client.json()));
  }

  /** Forgets an organization and its state for good. */
  void remove(Org org) throws IOException {
    api.channels().forget(org);
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
    Org org = new Org(name, clock, scheduler, new Ids(name, beginning.seed()));
    if (folder != null) {
      folder.attach(org);
    }
    orgs.put(name, org);
    org.settle();
    api.resume(org);
    api.channels().follow(org);
    return org;
  }
}
