package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Entity;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.Settings;
import java.util.List;

/** Locations, which belong to the directory service and follow its version rules (3.3). */
final class Locations {
  private static final String PATH = "/api/v2/locations";
  private static final String ONE = PATH + "/{locationId}";

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "LocationEntityListing", this::list)
            .does("List locations, or those with given ids", "3.3")
            .with("pageSize", "pageNumber", "id", "sortOrder"),
        Operation.of("POST", PATH, "LocationDefinition", this::create)
            .takes("LocationCreateDefinition")
            .does("Create a location", "3.3")
            .under("names.locationDuplicates", "names.duplicateStatus")
            .needs("directory:location:add"),
        Operation.of("POST", PATH + "/search", "LocationsSearchResponse", this::search)
            .takes("LocationSearchRequest")
            .does("Search locations", "3.3"),
        Operation.of("GET", PATH + "/search", "LocationsSearchResponse", this::searchEncoded)
            .does("Search locations by a base64 encoded request", "3.3")
            .with("q64"),
        Operation.of("GET", ONE, "LocationDefinition", this::get)
            .does("Read a location", "3.3")
            .with("expand"),
        Operation.of("PATCH", ONE, "LocationDefinition", this::patch)
            .takes("LocationUpdateDefinition")
            .does("Change fields of a location", "3.3, 4.3")
            .under("versions.locationStatus", "names.locationDuplicates", "names.duplicateStatus")
            .needs("directory:location:edit"),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a location that no site uses", "3.3")
            .under("inUse.locationStatus", "consistency.locationReleaseMs")
            .needs("directory:location:delete"),
        Operation.of("GET", ONE + "/sublocations", "LocationEntityListing", this::sublocations)
            .does("List locations directly below one", "3.3"));
  }

  private Answer list(Call call) {
    List<String> ids = call.parameters("id");
    return Listing.of(call, call.org().list(Kind.LOCATION))
        .where(location -> ids.isEmpty() || ids.contains(location.id()))
        .sorted()
        .page();
  }

  private Answer search(Call call) {
    return Search.answer(call, call.object(), Kind.LOCATION);
  }

  private Answer searchEncoded(Call call) {
    return Search.answer(call, Search.decoded(call), Kind.LOCATION);
  }

  private Answer create(Call call) {
    Fields fields = new Fields(call.object());
    fields.required("name");
    checkFields(call.org(), fields);
    fields.check();
    checkName(call, "", fields);
    ObjectNode location = Json.object();
    location.put("id", call.org().newId());
    write(fields, location);
    location.put("state", "active").put("version", 1);
    if (!location.has("path")) {
      location.putArray("path");
    }
    location.put("addressVerified", false).put("addressStored", false);
    location.put("selfUri", PATH + "/" + location.path("id").asText());
    return Answer.ok(call.org().put(Kind.LOCATION, location).json());
  }

  private Answer get(Call call) {
    Entity location = Life.read(call, Kind.LOCATION, "locationId");
    if (!call.parameters("expand").contains("addressVerificationDetails")) {
      return Answer.ok(location.json());
    }
    ObjectNode expanded = location.tree();
    expanded.putObject("addressVerificationDetails").put("status", "Pending");
    return Answer.ok(expanded);
  }

  private Answer patch(Call call) {
    Entity stored = Life.find(call, Kind.LOCATION, "locationId");
    Fields fields = new Fields(call.object());
    fields.required("version");
    if (fields.get("name") != null) {
      fields.required("name");
    }
    checkFields(call.org(), fields);
    ObjectNode location = stored.tree();
    checkAddress(fields, location);
    fields.check();
    checkVersion(call, fields, stored);
    checkName(call, stored.id(), fields);
    write(fields, location);
    location.put("version", stored.version() + 1);
    return Answer.ok(Life.store(call.org(), Kind.LOCATION, location).json());
  }

  private Answer delete(Call call) {
    Org org = call.org();
    Entity location = Life.find(call, Kind.LOCATION, "locationId");
    boolean inUse =
        !org.referrers(Kind.SITE, location.id()).isEmpty()
            || org.removedLately(Kind.SITE, location.id(), org.consistency().locationRelease());
    if (inUse) {
      throw Refusal.conflict(
          (int) org.settings().number("inUse.locationStatus"),
          "Location '" + location.name() + "' is still in use by a site.");
    }
    if (org.referrers(Kind.LOCATION, location.id()).stream()
        .anyMatch(other -> isBelow(other, location.id()))) {
      throw Refusal.conflict(
          (int) org.settings().number("inUse.locationStatus"),
          "Location '" + location.name() + "' has sublocations.");
    }
    org.remove(Kind.LOCATION, location.id());
    return Answer.noContent();
  }

  private Answer sublocations(Call call) {
    Entity parent = Life.read(call, Kind.LOCATION, "locationId");
    return Listing.of(call, call.org().list(Kind.LOCATION))
        .where(location -> isBelow(location, parent.id()))
        .page();
  }

  private static boolean isBelow(Entity location, String parentId) {
    if (!location.references().contains(parentId)) {
      return false;
    }
    ArrayNode path = location.tree().withArrayProperty("path");
    return !path.isEmpty() && path.get(path.size() - 1).asText().equals(parentId);
  }

  private static void checkFields(Org org, Fields fields) {
    fields
        .text("name", "notes", "contactUser", "emergencyNumber.number", "address.city")
        .text("address.country", "address.countryName", "address.state", "address.street1")
        .text("address.street2", "address.zipcode")
        .integer("version")
        .object("emergencyNumber", "address")
        .texts("path")
        .oneOf("state", "active", "deleted")
        .oneOf("emergencyNumber.type", "default", "elin")
        .e164("emergencyNumber.e164")
        .matches("notes", "left out or not empty", notes -> !notes.isEmpty());
    JsonNode path = fields.get("path");
    if (path != null && path.isArray()) {
      path.forEach(
          id -> {
            if (org.find(Kind.LOCATION, id.asText()) == null) {
              fields.wrong("path", id, "the ids of existing locations");
            }
          });
    }
  }

  // Terraform leaves the address out of an update while an emergency number is set (3.3).
  private static void checkAddress(Fields fields, ObjectNode stored) {
    JsonNode address = fields.get("address");
    if (address instanceof ObjectNode given && stored.has("emergencyNumber")) {
      if (!knownAddress(given).equals(stored.path("address"))) {
        fields.wrong("address", address, "left as it is while an emergency number is set");
      }
    }
  }

  private static void checkVersion(Call call, Fields fields, Entity stored) {
    JsonNode version = fields.get("version");
    if (version != null && version.asInt() != stored.version()) {
      throw Refusal.conflict(
          (int) call.org().settings().number("versions.locationStatus"),
          "The version "
              + version.asInt()
              + " does not match the current version "
              + stored.version()
              + ".");
    }
  }

  private static void checkName(Call call, String id, Fields fields) {
    Settings settings = call.org().settings();
    JsonNode name = fields.get("name");
    if (name == null || settings.flag("names.locationDuplicates")) {
      return;
    }
    for (Entity other : call.org().named(Kind.LOCATION, name.asText())) {
      if (!other.id().equals(id)) {
        throw Refusal.conflict(
            (int) settings.number("names.duplicateStatus"),
            "Location with name '" + name.asText() + "' already exists.");
      }
    }
  }

  private static void write(Fields fields, ObjectNode location) {
    fields.copy(location, "name", "notes", "path");
    JsonNode contact = fields.get("contactUser");
    if (contact != null) {
      location
          .putObject("contactUser")
          .put("id", contact.asText())
          .put("selfUri", "/api/v2/users/" + contact.asText());
    }
    if (fields.get("emergencyNumber") instanceof ObjectNode number) {
      ObjectNode kept = Json.object();
      new Fields(number).copy(kept, "e164", "number", "type");
      location.set("emergencyNumber", kept);
    }
    if (fields.get("address") instanceof ObjectNode address) {
      location.set("address", knownAddress(address));
    }
  }

  private static ObjectNode knownAddress(ObjectNode address) {
    ObjectNode kept = Json.object();
    new Fields(address)
        .copy(kept, "city", "country", "countryName", "state", "street1", "street2", "zipcode");
    return kept;
  }
}
