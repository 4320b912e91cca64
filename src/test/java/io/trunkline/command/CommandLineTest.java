package io.trunkline.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.SimulatedOrgs;
import io.trunkline.provisioning.Specs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line as a person meets it: what it prints, what it exits with, and how it takes bad
 * input.
 */
class CommandLineTest {
  static SimulatedOrgs orgs;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    orgs = new SimulatedOrgs();
  }

  @AfterAll
  static void stop() {
    orgs.close();
  }

  @BeforeEach
  void emptyOrg() {
    orgs.reset();
  }

  @Test
  void aProvisionShowsFiveStepsAndASecondOneChangesNothing() throws Exception {
    Path spec = spec(Specs.one("acme"));

    Result first = onOrg("provision", spec.toString());
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .contains("byoc", "location", "site", "trunk", "outbound-route")
        .contains(
            "created",
            "updated",
            "succeeded, 1 of 1 connections: " + orgs.calls().size() + " calls");

    orgs.forgetRequests();
    Result second = onOrg("provision", spec.toString());
    assertThat(second.exitCode()).isZero();
    assertThat(second.out()).contains("unchanged").doesNotContain("created", "updated");
    assertThat(orgs.writes()).isEmpty();
  }

  @Test
  void aPlanShowsFieldsAndExitsWithTenUntilThereIsNothingToChange() throws Exception {
    Path spec = spec(Specs.one("acme"));

    Result before = onOrg("plan", spec.toString());
    assertThat(before.exitCode()).isEqualTo(10);
    assertThat(before.out())
        .contains("+ create", "trunk_transport_protocolVariant", "tls", "4 writes to make");

    onOrg("provision", spec.toString());
    Result after = onOrg("plan", spec.toString());
    assertThat(after.exitCode()).isZero();
    assertThat(after.out()).contains("Nothing to change");
  }

  @Test
  void everyOutputNamesTheSimulatedOrg() throws Exception {
    Result plan = run("plan", spec(Specs.one("acme")).toString(), "--data", data().toString());

    assertThat(plan.out()).contains("org simulator (simulated org)");
  }

  @Test
  void passwordsAreNeverShown() throws Exception {
    String secret = "canary-5f2a";
    Path file = Files.writeString(folder.resolve("password"), secret);
    String withCredentials =
        Specs.one("acme")
            + "      credentials: {realm: carrier.example, userName: acme, passwordFile: "
            + file
            + "}\n";
    Path spec = spec(withCredentials);

    for (String command : List.of("plan", "provision", "plan", "provision")) {
      Result result = onOrg(command, spec.toString());
      assertThat(result.exitCode()).as(result.err()).isIn(0, 10);
      assertThat(result.out() + result.err()).doesNotContain(secret);
      Result json = onOrg(command, spec.toString(), "--json");
      assertThat(json.out() + json.err()).doesNotContain(secret);
    }
    assertThat(orgs.snapshot().toString()).contains(secret);
  }

  @Test
  void aMissingFileIsBadInput() {
    assertBadInput(run("plan", folder.resolve("nowhere.yaml").toString()), "there is no file");
  }

  @Test
  void anEmptyFileIsBadInput() throws Exception {
    assertBadInput(run("plan", spec("").toString()), "spec.yaml:1:1");
  }

  @Test
  void brokenYamlIsNamedByLineAndColumn() throws Exception {
    assertBadInput(run("plan", spec("version: 1\nconnections: [").toString()), "spec.yaml:2:");
  }

  @Test
  void aHugeFileIsBadInput() throws Exception {
    assertBadInput(run("plan", spec("#".repeat(10_000_000)).toString()), "more than the");
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() throws Exception {
    Result result =
        run(
            "plan",
            spec(Specs.one("acme")
                    .replace("+493012345678", "0301234")
                    .replace("Europe/Berlin", "Europe/Atlantis")
                    .replace("198.51.100.0/28", "198.51.100.1/28"))
                .toString());

    assertBadInput(result, "emergencyNumber");
    assertThat(result.err()).contains("timeZone", "198.51.100.0/28");
  }

  @Test
  void anUnknownOrgIsBadInput() throws Exception {
    Result result = onOrg("plan", spec(Specs.one("acme")).toString(), "--org", "nobody");

    assertBadInput(result, "org nobody is not configured");
  }

  @Test
  void missingCredentialsAreBadInput() throws Exception {
    Result result =
        onOrg(
            "plan",
            spec(Specs.one("acme")).toString(),
            "--set",
            "trunkline.orgs.test.clientSecret=");

    assertBadInput(result, "trunkline.orgs.test.clientSecret is not set");
  }

  @Test
  void wrongCredentialsAreRefused() throws Exception {
    Result result =
        onOrg(
            "plan",
            spec(Specs.one("acme")).toString(),
            "--set",
            "trunkline.orgs.test.clientSecret=wrong");

    assertThat(result.exitCode()).isEqualTo(3);
    assertOneError(result, "authentication failed");
    assertThat(result.err()).contains("trunkline.orgs.test.clientSecret");
  }

  @Test
  void anUnknownHostFailsAtOnce() throws Exception {
    Result result = at("http://nowhere.invalid:1", spec(Specs.one("acme")));

    assertThat(result.exitCode()).isEqualTo(1);
    assertOneError(result, "unknown host");
  }

  @Test
  void aPortThatDoesNotSpeakTlsIsATlsFailure() throws Exception {
    Result result = at("https://127.0.0.1:" + orgs.uri().getPort(), spec(Specs.one("acme")));

    assertThat(result.exitCode()).isEqualTo(1);
    assertOneError(result, "TLS");
  }

  @Test
  void aServerThatIsNotThereFailsAfterAFewTries() throws Exception {
    int port;
    try (ServerSocket reserved = new ServerSocket(0)) {
      port = reserved.getLocalPort();
    }

    Result result = at("http://127.0.0.1:" + port, spec(Specs.one("acme")));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("refused");
  }

  @Test
  void aPortInUseIsTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Result result =
          onOrg("serve", "--host", "127.0.0.1", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("--port").doesNotContain("\tat ");
    }
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsTold() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Result result =
        run(
            "provision",
            spec(Specs.one("acme")).toString(),
            "--data",
            file.resolve("x").toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains(file.toString()).doesNotContain("\tat ");
  }

  @Test
  void unknownOptionsAreBadInput() {
    Result result = run("provision", "spec.yaml", "--no-such-option");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--no-such-option");
  }

  @Test
  void helpTellsEveryCommand() {
    Result result = run("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("provision", "plan", "edges", "trunks", "serve", "simulate");
  }

  private static void assertBadInput(Result result, String message) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(result.out()).isEmpty();
  }

  private static void assertOneError(Result result, String message) {
    assertThat(result.err()).contains(message).doesNotContain("\tat ", "Exception");
    assertThat(result.err().lines().count()).isLessThanOrEqualTo(2);
  }

  private Result onOrg(String... arguments) throws IOException {
    return run(withSettings(Map.of(), arguments));
  }

  private Result at(String url, Path spec) throws IOException {
    return run(
        withSettings(
            Map.of(
                "trunkline.orgs.test.apiUrl", url,
                "trunkline.orgs.test.loginUrl", url,
                "trunkline.outage.retries", "2"),
            "plan",
            spec.toString()));
  }

  private String[] withSettings(Map<String, String> more, String... arguments) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(arguments[0]);
    ProvisioningHarness.settings(orgs, data(), more)
        .forEach((name, value) -> all.addAll(List.of("--set", name + "=" + value)));
    all.addAll(List.of(arguments).subList(1, arguments.length));
    return all.toArray(String[]::new);
  }

  private Path data() throws IOException {
    return Files.createDirectories(folder.resolve("data"));
  }

  private Path spec(String text) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), text);
  }

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = TrunklineCommand.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  record Result(int exitCode, String out, String err) {}
}
