package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.function.Function;

/** Trunk base settings, the configuration object of a trunk (3.6). */
final class TrunkBases {
  static final String PATH = Life.EDGES + "/trunkbasesettings";
  private static final String ONE = PATH + "/{trunkBaseSettingsId}";
  private static final String VARIABLE = "trunkBaseSettingsId";
  private static final String ALL = "telephony:plugin:all";

  private final Metabases metabases;
  private final TrunkProperties properties;
  private final Trunks trunks;
  private final Region region;

  TrunkBases(Metabases metabases, Trunks trunks, Region region) {
    this.metabases = metabases;
    this.properties = new TrunkProperties(metabases);
    this.trunks = trunks;
    this.region = region;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "TrunkBaseEntityListing", this::list)
            .does("List trunk bases; properties only with expand=properties", "3.6")
            .under("trunkBases.propertiesInList", "trunkBases.passwordMasked")
            .needs(ALL)
            .with(
                "pageNumber",
                "pageSize",
                "sortBy",
                "sortOrder",
                "recordingEnabled",
                "managed",
                "expand",
                "name"),
        Operation.of("POST", PATH, "TrunkBase", this::create)
            .takes("TrunkBase")
            .does("Create a trunk base", "3.6")
            .under(
                "trunkBases.checkProperties",
                "trunkBases.duplicateIdentifierStatus",
                "trunkBases.passwordMasked",
                "names.telephonyDuplicates",
                "names.duplicateStatus")
            .needs(ALL),
        Operation.of(
                "GET", PATH + "/availablemetabases", "TrunkMetabaseEntityListing", this::available)
            .does("List the kinds of trunk", "3.6")
            .needs(ALL)
            .with("type", "pageSize", "pageNumber"),
        Operation.of("GET", PATH + "/template", "TrunkBase", this::template)
            .does("A new trunk base of a kind with all properties", "3.6")
            .needs(ALL)
            .with("trunkMetabaseId"),
        Operation.of("GET", ONE, "TrunkBase", this::get)
            .does("Read a trunk base", "3.6")
            .under("trunkBases.passwordMasked")
            .needs(ALL),
        Operation.of("PUT", ONE, "TrunkBase", this::replace)
            .takes("TrunkBase")
            .does("Replace a trunk base", "3.6, 4.3")
            .under(
                "trunkBases.inboundSiteRequiredInUse",
                "versions.telephonyStatus",
                "versions.required",
                "trunkBases.checkProperties",
                "trunkBases.duplicateIdentifierStatus",
                "trunkBases.passwordMasked",
                "names.telephonyDuplicates",
                "names.duplicateStatus")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a trunk base that nothing uses", "3.6")
            .under("inUse.trunkBaseStatus")
            .needs(ALL));
  }

  private Answer list(Call call) {
    Settings settings = call.org().settings();
    boolean expanded =
        call.parameters("expand").contains("properties")
            || settings.flag("trunkBases.propertiesInList");
    Function<Entity, byte[]> present =
        expanded
            ? base -> Json.bytes(properties.shown(base.tree(), settings))
            : TrunkBases::withoutProperties;
    Boolean recording = call.flag("recordingEnabled");
    return Listing.of(call, Kind.TRUNK_BASE)
        .managed()
        .named()
        .where(base -> recording == null || TrunkProperties.records(base.tree()) == recording)
        .sorted()
        .page(present);
  }

  private Answer get(Call call) {
    Entity base = Life.read(call, Kind.TRUNK_BASE, VARIABLE);
    return shown(call.org(), base);
  }

  private Answer create(Call call) {
    Fields fields = new Fields(call.object());
    Metabases.Metabase metabase = checkFields(call.org(), fields);
    ObjectNode stored = properties.stored(call.org().settings(), fields, metabase);
    fields.check();
    Life.checkName(call, Kind.TRUNK_BASE, "", fields, "TrunkBase", any -> true);
    checkIdentifier(call, "", stored);
    ObjectNode base = Life.born(call, fields);
    write(call.org(), fields, metabase, stored, base);
    base.put("selfUri", PATH + "/" + base.path("id").asText());
    return shown(call.org(), call.org().put(Kind.TRUNK_BASE, base));
  }

  private Answer replace(Call call) {
    Org org = call.org();
    Entity before = Life.find(call, Kind.TRUNK_BASE, VARIABLE);
    Fields fields = new Fields(call.object());
    Metabases.Metabase metabase = checkFields(org, fields);
    if (!before.references().contains(metabase.id())) {
      fields.wrong("trunkMetabase.id", fields.object().path("trunkMetabase"), "left as it is");
    }
    boolean inUse = !org.referrers(Kind.TRUNK, before.id()).isEmpty();
    if (inUse
        && metabase.id().contains("external_sip_pcv_byoc")
        && org.settings().flag("trunkBases.inboundSiteRequiredInUse")
        && fields.get("inboundSite") == null) {
      fields.missing("inboundSiteId");
    }
    ObjectNode stored = properties.stored(org.settings(), fields, metabase);
    Life.checkVersion(call, before, fields);
    fields.check();
    Life.checkName(call, Kind.TRUNK_BASE, before.id(), fields, "TrunkBase", any -> true);
    checkIdentifier(call, before.id(), stored);
    ObjectNode base = Life.replaced(call, before, fields);
    write(org, fields, metabase, stored, base);
    base.put("selfUri", PATH + "/" + before.id());
    Entity after = Life.store(org, Kind.TRUNK_BASE, base);
    trunks.refresh(org, List.of(after.id()));
    return shown(org, after);
  }

  private Answer delete(Call call) {
    Org org = call.org();
    Entity base = Life.unmanaged(call, Kind.TRUNK_BASE, VARIABLE, "Trunk base");
    for (Kind kind : List.of(Kind.OUTBOUND_ROUTE, Kind.LOGICAL_INTERFACE, Kind.EDGE_GROUP)) {
      if (!org.referrers(kind, base.id()).isEmpty()) {
        throw Refusal.conflict(
            (int) org.settings().number("inUse.trunkBaseStatus"),
            "Trunk base '" + base.name() + "' is in use by " + kind.word() + ".");
      }
    }
    org.remove(Kind.TRUNK_BASE, base.id());
    trunks.refresh(org, List.of(base.id()));
    return Answer.empty();
  }

  private Answer template(Call call) {
    String id = call.parameter("trunkMetabaseId");
    Metabases.Metabase metabase = id == null ? null : metabases.find(id);
    if (metabase == null) {
      throw id == null
          ? Refusal.invalidQuery("trunkMetabaseId", "", "give the id of an available metabase")
          : Refusal.notFound();
    }
    ObjectNode template = Json.object();
    template.put("name", "").put("state", "active");
    template.set("trunkMetabase", reference(metabase));
    template.putObject("properties").setAll(metabase.properties());
    template.put("trunkType", metabase.trunkType()).put("managed", false);
    return Answer.ok(template);
  }

  private Answer available(Call call) {
    String type = call.parameter("type");
    List<Entity> listed =
        metabases.all().stream()
            .filter(metabase -> type == null || metabase.trunkType().equals(type))
            .map(TrunkBases::asEntity)
            .toList();
    return Listing.of(call, listed).page();
  }

  private Metabases.Metabase checkFields(Org org, Fields fields) {
    fields
        .required("name", "trunkMetabase.id", "trunkType")
        .text("name", "description")
        .integer("version")
        .oneOf("trunkType", "EXTERNAL", "PHONE", "EDGE")
        .object("properties")
        .reference(org, Kind.SITE, "site")
        .reference(org, Kind.SITE, "inboundSite");
    JsonNode id = fields.get("trunkMetabase.id");
    Metabases.Metabase metabase = id == null ? null : metabases.find(id.asText());
    if (metabase == null) {
      if (id != null) {
        fields.wrong("trunkMetabase.id", id, "the id of an available metabase");
      }
      fields.check();
      throw new IllegalStateException("a missing metabase was not refused");
    }
    JsonNode type = fields.get("trunkType");
    if (type != null && !type.asText().equals(metabase.trunkType())) {
      fields.wrong("trunkType", type, metabase.trunkType() + " for " + metabase.id());
    }
    return metabase;
  }

  private void checkIdentifier(Call call, String id, ObjectNode stored) {
    String identifier = stored.path("trunk_sip_termination_uri").asText("");
    if (!identifier.isEmpty() && region.holdsIdentifier(call.org(), identifier, id)) {
      throw Refusal.conflict(
          (int) call.org().settings().number("trunkBases.duplicateIdentifierStatus"),
          "The SIP termination identifier '"
              + identifier
              + "' (property trunk_sip_termination_uri) is used by another trunk of the region.");
    }
  }

  private static void write(
      Org org, Fields fields, Metabases.Metabase metabase, ObjectNode stored, ObjectNode base) {
    base.set("trunkMetabase", reference(metabase));
    base.set("properties", stored);
    base.put("trunkType", metabase.trunkType()).put("managed", false);
    fields.copyReference(org, Kind.SITE, "site", base);
    fields.copyReference(org, Kind.SITE, "inboundSite", base);
  }

  private Answer shown(Org org, Entity base) {
    return Answer.ok(properties.shown(base.tree(), org.settings()));
  }

  private static byte[] withoutProperties(Entity base) {
    ObjectNode tree = base.tree();
    tree.remove("properties");
    return Json.bytes(tree);
  }

  /** A reference to a metabase; the form of its selfUri is unknown, so it has none. */
  static ObjectNode reference(Metabases.Metabase metabase) {
    return Json.object().put("id", metabase.id()).put("name", metabase.name());
  }

  private static Entity asEntity(Metabases.Metabase metabase) {
    ObjectNode tree = reference(metabase);
    tree.put("state", "active").put("type", metabase.type());
    return Entity.of(Kind.TRUNK_BASE, tree);
  }
}
