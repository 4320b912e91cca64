package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.AccessTokens;
import io.trunkline.simulator.http.Answer;
import io.trunkline.simulator.http.Call;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Kind;
import java.util.List;

/** The caller's own token: check, read, revoke (2.1). */
final class TokensMe {
  private static final String PATH = "/api/v2/tokens/me";

  private final AccessTokens tokens;

  TokensMe(AccessTokens tokens) {
    this.tokens = tokens;
  }

  List<Operation> operations() {
    return List.of(
        Operation.of("HEAD", PATH, "", call -> Answer.empty())
            .does("Check the access token", "2.1"),
        Operation.of("GET", PATH, "TokenInfo", TokensMe::get)
            .does("Read what the access token stands for", "2.1"),
        Operation.of("DELETE", PATH, "", this::revoke).does("Revoke the access token", "2.1"));
  }

  private static Answer get(Call call) {
    ObjectNode token = Json.object();
    ObjectNode organization = token.putObject("organization");
    call.org()
        .all(Kind.ORGANIZATION)
        .forEach(one -> organization.put("id", one.id()).put("name", one.name()));
    token.set("homeOrganization", organization.deepCopy());
    token.putArray("authorizedScope");
    ObjectNode client = token.putObject("OAuthClient").put("id", call.clientId());
    client.put("name", call.clientId()).set("organization", organization.deepCopy());
    return Answer.ok(token);
  }

  private Answer revoke(Call call) {
    tokens.revoke(call.token());
    return Answer.empty();
  }
}
