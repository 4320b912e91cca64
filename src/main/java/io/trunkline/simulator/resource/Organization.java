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
import java.util.List;

/** The organization itself, and the products it has bought (3.2, 3.4). */
final class Organization {
  private static final String ME = "/api/v2/organizations/me";

  List<Operation> operations() {
    return List.of(
        Operation.of(
                "GET",
                "/api/v2/authorization/products",
                "OrganizationProductEntityListing",
                this::products)
            .does("List the organization's products", "3.2")
            .under("products"),
        Operation.of("GET", ME, "Organization", this::get)
            .does("Read the organization with its default site", "3.4"),
        Operation.of("PUT", ME, "Organization", this::replace)
            .takes("Organization")
            .does("Change the organization, its default site among it", "3.4")
            .under("versions.telephonyStatus", "versions.required")
            .needs("directory:organization:admin"));
  }

  private Answer products(Call call) {
    List<String> ids = call.org().settings().texts("products");
    ObjectNode listing = Json.object();
    ArrayNode entities = listing.putArray("entities");
    ids.forEach(id -> entities.addObject().put("id", id));
    listing.put("total", ids.size()).put("pageSize", 25).put("pageNumber", 1);
    return Answer.ok(listing.put("pageCount", 1));
  }

  private Answer get(Call call) {
    return Answer.ok(stored(call).json());
  }

  private Answer replace(Call call) {
    Entity before = stored(call);
    Fields fields = new Fields(call.object());
    fields
        .text("name", "defaultLanguage", "defaultCountryCode", "thirdPartyOrgName")
        .text("thirdPartyURI", "domain", "supportURI", "defaultSiteId")
        .integer("version")
        .flag("voicemailEnabled")
        .matches("defaultCountryCode", "two letters", code -> code.matches("[A-Z]{2}"));
    JsonNode site = fields.get("defaultSiteId");
    if (site != null && call.org().find(Kind.SITE, site.asText()) == null) {
      fields.wrong("defaultSiteId", site, "the id of one of the org's sites");
    }
    Life.checkVersion(call, before, fields);
    fields.check();
    ObjectNode after = before.tree();
    fields.copy(after, "name", "defaultLanguage", "defaultCountryCode", "thirdPartyOrgName");
    fields.copy(after, "thirdPartyURI", "domain", "supportURI", "defaultSiteId");
    fields.copy(after, "voicemailEnabled");
    after.put("version", before.version() + 1);
    return Answer.ok(call.org().put(Kind.ORGANIZATION, after).json());
  }

  private static Entity stored(Call call) {
    List<Entity> one = call.org().all(Kind.ORGANIZATION);
    if (one.isEmpty()) {
      throw Refusal.notFound();
    }
    return one.get(0);
  }
}
