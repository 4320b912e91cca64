package io.trunkline.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.connection.Connection.CertificateAuthority;
import io.trunkline.connection.Connection.OutboundRoute;
import io.trunkline.connection.Refusal.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans one connection, step after step, against an inventory that grows with what it plans. */
final class ConnectionPlanning {
  private final Connection connection;
  private final List<PlannedStep> steps = new ArrayList<>();
  private final List<Runnable> effects = new ArrayList<>();
  private final OrgIndex expected;

  ConnectionPlanning(Connection connection, OrgIndex expected) {
    this.connection = connection;
    this.expected = expected;
  }

  ConnectionPlan plan() {
    product();
    connection.certificateAuthorities().forEach(this::certificateAuthority);
    Reference location = location();
    Reference site = site(location);
    Reference trunk = trunk(site);
    connection.outboundRoutes().forEach(route -> outboundRoute(route, site, trunk));
    ConnectionPlan plan = new ConnectionPlan(connection, withoutGuesses());
    // A refused connection writes nothing, so nothing of it is there for the next.
    if (!plan.refused()) {
      effects.forEach(Runnable::run);
    }
    return plan;
  }

  private void product() {
    String product = DesiredState.PRODUCT;
    if (expected.hasProduct(product)) {
      add("byoc", PlannedAction.UNCHANGED, Kind.PRODUCT, product, product, List.of(), List.of());
      return;
    }
    Refusal refusal =
        new Refusal(
            Reason.PRODUCT_MISSING,
            "org",
            Optional.ofNullable(connection.org()).orElse("(default org)"),
            "the org has the product " + product,
            "Ask Genesys to add BYOC Cloud to the org, or name another org");
    refuse("byoc", Kind.PRODUCT, product, refusal);
  }

  private void certificateAuthority(CertificateAuthority authority) {
    Kind kind = Kind.CERTIFICATE_AUTHORITY;
    Lookup found = expected.certificateAuthority(authority.name());
    Refusal refusal =
        found instanceof Lookup.One one
            ? immutable(
                one.object().path("type"),
                "certificateAuthorities.type",
                DesiredState.CUSTOMERS_AUTHORITY)
            : null;
    if (refusal != null) {
      refuse(step(kind), kind, authority.name(), refusal);
      return;
    }
    ObjectNode desired = DesiredState.certificateAuthority(authority);
    settle(step(kind), kind, authority.name(), found, desired);
  }

  private Reference location() {
    String name = connection.location().name();
    ObjectNode desired = DesiredState.location(connection);
    return settle("location", Kind.LOCATION, name, expected.location(name), desired);
  }

  private Reference site(Reference location) {
    String name = connection.site().name();
    Lookup found = expected.site(name);
    Refusal refusal = siteRefusal(found);
    if (refusal != null) {
      return refuse("site", Kind.SITE, name, refusal);
    }
    Reference managed =
        expected.managedSite() instanceof Lookup.One one
            ? Reference.to(one.object())
            : Reference.toBeMade(DesiredState.MANAGED_SITE);
    ObjectNode desired = DesiredState.site(connection, location, managed);
    return settle("site", Kind.SITE, name, found, desired);
  }

  private @Nullable Refusal siteRefusal(Lookup found) {
    if (DesiredState.cloud(connection) && !(expected.managedSite() instanceof Lookup.One)) {
      return new Refusal(
          Reason.MANAGED_SITE_MISSING,
          "site.mediaModel",
          connection.site().mediaModel(),
          "the org has exactly one managed site named " + DesiredState.MANAGED_SITE,
          "Finish the activation of BYOC Cloud in the org, then plan again");
    }
    return found instanceof Lookup.One one
        ? immutable(
            one.object().path("mediaModel"), "site.mediaModel", connection.site().mediaModel())
        : null;
  }

  private Reference trunk(Reference site) {
    String name = connection.trunk().name();
    Lookup found = expected.trunkBase(name);
    Refusal refusal = trunkRefusal(found);
    if (refusal != null) {
      return refuse("trunk", Kind.TRUNK_BASE, name, refusal);
    }
    return settle("trunk", Kind.TRUNK_BASE, name, found, DesiredState.trunk(connection, site));
  }

  private @Nullable Refusal trunkRefusal(Lookup found) {
    if (found instanceof Lookup.One one) {
      JsonNode actual = one.object().path("trunkMetabase").path("id");
      String wanted = DesiredState.metabase(connection.trunk().type()).id();
      Refusal refusal = immutable(actual, "trunk.type", String.valueOf(wanted));
      if (refusal != null) {
        return refusal;
      }
    }
    String identifier = connection.trunk().terminationIdentifier();
    return identifier == null ? null : taken(identifier);
  }

  private @Nullable Refusal taken(String identifier) {
    return expected.trunkBasesTerminating(identifier).stream()
        .filter(base -> !base.path("name").asText().equals(connection.trunk().name()))
        .findFirst()
        .map(
            base ->
                new Refusal(
                    Reason.IDENTIFIER_TAKEN,
                    "trunk.terminationIdentifier",
                    identifier,
                    "a termination identifier belongs to one trunk; " + described(base) + " has it",
                    "Choose another identifier, or name the trunk " + base.path("name").asText()))
        .orElse(null);
  }

  private void outboundRoute(OutboundRoute route, Reference site, Reference trunk) {
    Lookup found = expected.outboundRoute(site, route.name());
    boolean automatic =
        site.id() == null
            && DesiredState.cloud(connection)
            && route.name().equals(DesiredState.AUTOMATIC_ROUTE)
            && found instanceof Lookup.None;
    boolean fresh = found instanceof Lookup.None && !automatic;
    ObjectNode desired = DesiredState.outboundRoute(connection, route, trunk, fresh);
    if (automatic) {
      String note = "Genesys makes this route together with the site";
      update(step(Kind.OUTBOUND_ROUTE), Kind.OUTBOUND_ROUTE, desired, site, List.of(note));
      return;
    }
    settle(step(Kind.OUTBOUND_ROUTE), Kind.OUTBOUND_ROUTE, route.name(), found, desired, site);
  }

  private static String step(Kind kind) {
    return kind.words().replace(' ', '-');
  }

  private void update(
      String step, Kind kind, ObjectNode desired, Reference site, List<String> notes) {
    List<FieldChange> changes = Changes.between(desired, MissingNode.getInstance());
    String name = desired.path("name").asText();
    add(step, PlannedAction.UPDATE, kind, name, null, changes, notes);
    effects.add(() -> expected.replace(kind, MissingNode.getInstance(), withSite(desired, site)));
  }

  private Reference settle(String step, Kind kind, String name, Lookup found, ObjectNode desired) {
    return settle(step, kind, name, found, desired, null);
  }

  private Reference settle(
      String step,
      Kind kind,
      String name,
      Lookup found,
      ObjectNode desired,
      @Nullable Reference site) {
    if (found instanceof Lookup.Several several) {
      return refuse(step, kind, name, ambiguous(kind, name, several));
    }
    JsonNode actual = found instanceof Lookup.One one ? one.object() : MissingNode.getInstance();
    List<FieldChange> changes = Changes.between(desired, actual);
    PlannedAction action = PlannedAction.UNCHANGED;
    if (!changes.isEmpty()) {
      action = actual.isMissingNode() ? PlannedAction.CREATE : PlannedAction.UPDATE;
      ObjectNode merged = withSite(Changes.merge(desired, actual), site);
      effects.add(() -> expected.replace(kind, actual, merged));
    }
    Reference reference = actual.isMissingNode() ? Reference.toBeMade(name) : Reference.to(actual);
    add(step, action, kind, name, reference.id(), changes, notes(kind, found, actual, changes));
    return reference;
  }

  /** Routes are listed with their site, which bodies do not carry. */
  private static ObjectNode withSite(ObjectNode route, @Nullable Reference site) {
    if (site == null || route.has("site")) {
      return route;
    }
    ObjectNode listed = route.deepCopy();
    listed.set("site", site.toJson());
    return listed;
  }

  private void add(
      String step,
      PlannedAction action,
      Kind kind,
      String name,
      @Nullable String id,
      List<FieldChange> changes,
      List<String> notes) {
    steps.add(new PlannedStep(step, action, kind, name, id, changes, null, notes));
  }

  private Reference refuse(String step, Kind kind, String name, Refusal refusal) {
    PlannedAction action = PlannedAction.REFUSE;
    steps.add(new PlannedStep(step, action, kind, name, null, List.of(), refusal, List.of()));
    return Reference.toBeMade(name);
  }

  /** Behind a refusal, what would be written is a guess; what is refused as well is not. */
  private List<PlannedStep> withoutGuesses() {
    List<PlannedStep> kept = new ArrayList<>();
    boolean refused = false;
    for (PlannedStep step : steps) {
      refused |= step.action() == PlannedAction.REFUSE;
      if (!refused || step.action() == PlannedAction.REFUSE) {
        kept.add(step);
      }
    }
    return kept;
  }

  private static @Nullable Refusal immutable(JsonNode actual, String field, String wanted) {
    if (!actual.isTextual() || actual.asText().equals(wanted)) {
      return null;
    }
    return new Refusal(
        Reason.IMMUTABLE_FIELD,
        field,
        wanted,
        field + " cannot change once the object exists; it is " + actual.asText(),
        "Keep the present value, or give the object a new name to make another one");
  }

  private static Refusal ambiguous(Kind kind, String name, Lookup.Several several) {
    String ids =
        several.objects().stream()
            .map(object -> object.path("id").asText())
            .collect(Collectors.joining(", "));
    return new Refusal(
        Reason.AMBIGUOUS_NAME,
        kind == Kind.TRUNK_BASE ? "trunk.name" : step(kind) + ".name",
        name,
        "one " + kind.words() + " has this name; these have it: " + ids,
        "Rename or delete all but one of them in Genesys Cloud");
  }

  private static List<String> notes(
      Kind kind, Lookup found, JsonNode actual, List<FieldChange> changes) {
    List<String> notes = new ArrayList<>();
    for (JsonNode neighbour : found.neighbours()) {
      String name = described(neighbour);
      notes.add("another " + kind.words() + " has this name in other letter case: " + name);
    }
    boolean address = changes.stream().anyMatch(change -> change.path().startsWith("address."));
    if (address && actual.hasNonNull("emergencyNumber")) {
      notes.add("Genesys may refuse an address change while the location has an emergency number");
    }
    return notes;
  }

  private static String described(JsonNode object) {
    String name = object.path("name").asText();
    return object.hasNonNull("id") ? name + " (" + object.path("id").asText() + ")" : name;
  }
}
