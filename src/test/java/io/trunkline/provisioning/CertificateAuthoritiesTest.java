package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trunkline.connection.PlannedAction;
import io.trunkline.connection.SpecException;
import io.trunkline.run.Run;
import io.trunkline.run.RunEngine;
import io.trunkline.run.RunState;
import io.trunkline.sip.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificate authorities for premises edges: planned, made, found, changed and taken back. */
class CertificateAuthoritiesTest {
  @TempDir static Path data;
  static ProvisioningHarness harness;
  static TestAuthority authority;

  @BeforeAll
  static void start() throws Exception {
    Path folder = Files.createDirectory(data.resolve("authority"));
    authority = new TestAuthority(folder);
    harness = new ProvisioningHarness(data, Map.of());
  }

  @AfterAll
  static void stop() {
    harness.close();
  }

  @BeforeEach
  void emptyOrg() {
    harness.orgs.reset();
  }

  @Test
  void isPlannedMadeWithServiceSipAndFoundTheNextTime() throws Exception {
    String spec = Specs.premises("acme", authority.pem());
    assertThat(actions(spec)).containsExactly(PlannedAction.CREATE);

    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);

    List<JsonNode> sent = writesOfAuthorities();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).path("method").asText()).isEqualTo("POST");
    harness.orgs.forgetRequests();
    assertThat(actions(spec)).containsExactly(PlannedAction.UNCHANGED);
    assertThat(harness.provision(spec).state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.orgs.writes()).isEmpty();
  }

  @Test
  void anotherCertificateIsAChangeAndOtherLineBreaksAreNone() throws Exception {
    Path pem = data.resolve("turning.pem");
    Files.writeString(pem, Files.readString(authority.pem()).replace("\n", "\r\n"));
    assertThat(harness.provision(Specs.premises("acme", authority.pem())).state())
        .isEqualTo(RunState.SUCCEEDED);
    assertThat(actions(Specs.premises("acme", pem))).containsExactly(PlannedAction.UNCHANGED);

    Files.copy(other(), pem, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(actions(Specs.premises("acme", pem))).containsExactly(PlannedAction.UPDATE);
    harness.orgs.forgetRequests();
    assertThat(harness.provision(Specs.premises("acme", pem)).state())
        .isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.orgs.writes()).hasSize(1);
    assertThat(actions(Specs.premises("acme", pem))).containsExactly(PlannedAction.UNCHANGED);
  }

  @Test
  void anUndoDeletesWhatTheRunMadeAndKeepsWhatItFound() throws Exception {
    Run first = harness.provision(Specs.premises("first", authority.pem()));
    Run second = harness.provision(Specs.premises("second", authority.pem()));

    undo(second);
    assertThat(actions(Specs.premises("first", authority.pem())))
        .containsExactly(PlannedAction.UNCHANGED);
    undo(first);
    assertThat(actions(Specs.premises("first", authority.pem())))
        .containsExactly(PlannedAction.CREATE);
  }

  @Test
  void twoConnectionsOfOneRunShareOneAuthority() throws Exception {
    String both =
        Specs.premises("first", authority.pem())
            + Specs.premisesConnection("second", authority.pem());

    assertThat(harness.provision(both).state()).isEqualTo(RunState.SUCCEEDED);

    assertThat(writesOfAuthorities()).hasSize(1);
  }

  @Test
  void aConnectionWithoutAuthoritiesAsksForNone() throws Exception {
    assertThat(harness.provision(Specs.one("acme")).state()).isEqualTo(RunState.SUCCEEDED);

    assertThat(harness.orgs.calls())
        .noneMatch(call -> call.path("path").asText().contains("certificateauthorities"));
  }

  @Test
  void filesThatAreNoAuthorityAreRefusedBeforeAnyCall() throws Exception {
    Path text = Files.writeString(data.resolve("text.pem"), "no certificate");
    for (Path file : List.of(data.resolve("missing.pem"), text, authority.key())) {
      assertThatThrownBy(() -> harness.plan(Specs.premises("acme", file)))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("connections[0].certificateAuthorities[0].file")
          .hasMessageContaining(file.toString());
    }
    assertThat(harness.orgs.calls()).isEmpty();
  }

  private static Path other() throws Exception {
    Path folder = Files.createTempDirectory(data, "other");
    return new TestAuthority(folder).pem();
  }

  private static List<PlannedAction> actions(String spec) throws Exception {
    return harness.plan(spec).connections().get(0).steps().stream()
        .filter(step -> step.step().equals("certificate-authority"))
        .map(step -> step.action())
        .toList();
  }

  private static void undo(Run run) {
    RunEngine engine = harness.service.bean(RunEngine.class);
    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(harness.awaited(engine.undo(run.id())).state()).isEqualTo(RunState.ROLLED_BACK);
  }

  private static List<JsonNode> writesOfAuthorities() {
    return harness.orgs.writes().stream()
        .filter(call -> call.path("path").asText().endsWith("/certificateauthorities"))
        .toList();
  }
}
