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

/** Certificate authorities that premises edges trust, and the reading of a certificate (3.9). */
final class CertificateAuthorities {
  static final String PATH = Life.EDGES + "/certificateauthorities";
  private static final String ONE = PATH + "/{certificateId}";
  private static final String ALL = "telephony:plugin:all";

  List<Operation> operations() {
    return List.of(
        Operation.of("GET", PATH, "CertificateAuthorityEntityListing", this::list)
            .does("List certificate authorities; there are no pages", "3.9")
            .needs(ALL),
        Operation.of("POST", PATH, "DomainCertificateAuthority", this::create)
            .takes("DomainCertificateAuthority")
            .does("Add a certificate authority", "3.9")
            .needs(ALL),
        Operation.of("GET", ONE, "DomainCertificateAuthority", this::get)
            .does("Read a certificate authority", "3.9")
            .needs(ALL),
        Operation.of("PUT", ONE, "DomainCertificateAuthority", this::replace)
            .takes("DomainCertificateAuthority")
            .does("Replace a certificate authority", "3.9, 4.3")
            .under("versions.telephonyStatus", "versions.required")
            .needs(ALL),
        Operation.of("DELETE", ONE, "", this::delete)
            .does("Delete a certificate authority", "3.9")
            .needs(ALL),
        Operation.of("POST", "/api/v2/certificate/details", "ParsedCertificate", this::details)
            .takes("Certificate")
            .does("Read the certificates of a PEM text", "3.9"));
  }

  private Answer list(Call call) {
    List<Entity> all = call.org().list(Kind.CERTIFICATE_AUTHORITY);
    return Listing.of(call, all).all();
  }

  private Answer get(Call call) {
    return Answer.ok(Life.read(call, Kind.CERTIFICATE_AUTHORITY, "certificateId").json());
  }

  private Answer create(Call call) {
    Fields fields = new Fields(call.object());
    ArrayNode details = checkFields(call, fields);
    ObjectNode authority = Life.born(call, fields);
    write(fields, details, authority);
    authority.put("selfUri", PATH + "/" + authority.path("id").asText());
    return Answer.ok(call.org().put(Kind.CERTIFICATE_AUTHORITY, authority).json());
  }

  private Answer replace(Call call) {
    Entity before = find(call);
    Fields fields = new Fields(call.object());
    Life.checkVersion(call, before, fields);
    ArrayNode details = checkFields(call, fields);
    ObjectNode authority = Life.replaced(call, before, fields);
    write(fields, details, authority);
    authority.put("selfUri", PATH + "/" + before.id());
    return Answer.ok(Life.store(call.org(), Kind.CERTIFICATE_AUTHORITY, authority).json());
  }

  private Answer delete(Call call) {
    call.org().remove(Kind.CERTIFICATE_AUTHORITY, find(call).id());
    return Answer.empty();
  }

  private Answer details(Call call) {
    Fields fields = new Fields(call.object());
    fields.required("certificate").text("certificate").check();
    ArrayNode details = Pem.details(pem(fields), call.org().now());
    ObjectNode answer = Json.object();
    answer.set("certificateDetails", details);
    return Answer.ok(answer);
  }

  private static Entity find(Call call) {
    Entity authority = Life.find(call, Kind.CERTIFICATE_AUTHORITY, "certificateId");
    if (authority.tree().path("type").asText().equals("MANAGED")) {
      throw Refusal.conflict(
          409, "Certificate authority '" + authority.name() + "' is managed by Genesys.");
    }
    return authority;
  }

  private static ArrayNode checkFields(Call call, Fields fields) {
    fields
        .required("name", "certificate", "type", "services")
        .text("name", "certificate")
        .oneOf("type", "REMOTE")
        .texts("services");
    JsonNode services = fields.get("services");
    if (services != null) {
      for (JsonNode service : services) {
        if (!List.of("SIP", "PROVISION", "PROVISION_PHONE").contains(service.asText())) {
          fields.wrong("services", service, "of SIP, PROVISION, PROVISION_PHONE");
        }
      }
    }
    fields.check();
    return Pem.details(pem(fields), call.org().now());
  }

  private static String pem(Fields fields) {
    JsonNode pem = fields.get("certificate");
    return pem == null ? "" : pem.asText();
  }

  private static void write(Fields fields, ArrayNode details, ObjectNode authority) {
    fields.copy(authority, "certificate", "type", "services");
    authority.set("certificateDetails", details);
  }
}
