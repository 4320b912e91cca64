package io.trunkline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.trunkline.command.TrunklineCommand;
import io.trunkline.provisioning.ProvisioningHarness;
import io.trunkline.provisioning.Specs;
import io.trunkline.run.Run;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStep;
import io.trunkline.run.StepState;
import io.trunkline.sip.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the pages say is so: links lead somewhere, commands and settings exist, routes load. */
class DocsTest {
  private static final Pattern FENCE =
      Pattern.compile("(?:<!-- complete: (\\S+) -->\\n)?```(\\w*)\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern SETTING = Pattern.compile("(?<![\\w./:-])trunkline(\\.[\\w-]+)+");
  private static final Pattern ORG =
      Pattern.compile(
          "trunkline\\.orgs\\.\\w+\\.(region|loginUrl|apiUrl|clientId|clientSecret|callsPerMinute)");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  private static final String LAUNCHER = "./trunkline ";

  @TempDir Path folder;

  @Test
  void everyLinkLeadsSomewhere() {
    for (Page page : pages()) {
      String prose = FENCE.matcher(page.text()).replaceAll("");
      for (String target : matches(LINK, prose).map(link -> link.group(1)).toList()) {
        if (!target.contains("://") && !target.startsWith("#")) {
          Path file = page.folder().resolve(target.replaceAll("#.*", ""));
          assertThat(file).as(page.file() + " links " + target).exists();
        }
      }
    }
  }

  @Test
  void everyCommandIsUnderstood() {
    List<String> understood = new ArrayList<>();
    for (Page page : pages()) {
      for (String command : commands(page)) {
        String[] words = words(command);
        assertThatCode(() -> commandLine().parseArgs(words))
            .as(page.file() + ": " + LAUNCHER + command)
            .doesNotThrowAnyException();
        for (String word : words) {
          if (word.startsWith("examples/")) {
            assertThat(Path.of(word)).as(page.file() + ": " + command).exists();
          }
        }
        understood.add(command);
      }
    }
    assertThat(understood).hasSizeGreaterThan(8);
  }

  @Test
  void everySettingExists() throws IOException {
    Set<String> settings =
        matches(
                Pattern.compile("(?m)^(?:# )?(trunkline\\.[\\w.-]+) ="),
                Files.readString(Path.of("application.properties")))
            .map(setting -> setting.group(1))
            .collect(Collectors.toSet());
    for (Page page : pages()) {
      for (String named : matches(SETTING, page.text()).map(MatchResult::group).toList()) {
        boolean exists =
            settings.contains(named)
                || ORG.matcher(named).matches()
                || Files.exists(Path.of(named))
                || named.matches("trunkline\\.(jar|jsa)");
        assertThat(exists).as(page.file() + " names " + named).isTrue();
      }
    }
  }

  @Test
  void everyYamlFragmentCanBeRead() throws IOException {
    for (Page page : pages()) {
      for (MatchResult fence : matches(FENCE, page.text()).toList()) {
        if (fence.group(2).equals("yaml")) {
          assertThat(new YAMLMapper().readTree(fence.group(3)))
              .as(page.file().toString())
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void everyCompleteRouteRunsInThePlaceOfOurs() throws Exception {
    Path authority = new TestAuthority(folder).pem();
    int routes = 0;
    for (Page page : pages()) {
      for (MatchResult fence : matches(FENCE, page.text()).toList()) {
        if (fence.group(1) != null) {
          runs(fence.group(1), fence.group(3), folder.resolve("home-" + routes), authority);
          routes++;
        }
      }
    }
    assertThat(routes).isPositive();
  }

  /** Provisions with a route replaced; every step that it names must finish. */
  private static void runs(String id, String yaml, Path home, Path authority) throws Exception {
    JsonNode replacement = new YAMLMapper().readTree(yaml);
    copy(home);
    replace(home.resolve("routes/provisioning.camel.yaml"), id, replacement.get(0));
    String before = System.getProperty("trunkline.home");
    System.setProperty("trunkline.home", home.toString());
    try (ProvisioningHarness harness = new ProvisioningHarness(home.resolve("data"), Map.of())) {
      Run run = harness.provision(Specs.premises("acme", authority));
      assertThat(run.state()).as(String.valueOf(run.problem())).isEqualTo(RunState.SUCCEEDED);
      List<RunStep> steps = harness.steps(run);
      assertThat(steps.stream().map(step -> step.key().step()))
          .containsExactlyElementsOf(stepIds(replacement));
      assertThat(steps).allMatch(step -> step.state() == StepState.FINISHED);
    } finally {
      if (before == null) {
        System.clearProperty("trunkline.home");
      } else {
        System.setProperty("trunkline.home", before);
      }
    }
  }

  private static List<String> stepIds(JsonNode route) {
    return route.findValues("step").stream().map(step -> step.path("id").asText()).toList();
  }

  private static void copy(Path home) throws IOException {
    Files.createDirectories(home.resolve("routes"));
    Files.copy(Path.of("application.properties"), home.resolve("application.properties"));
    try (Stream<Path> routes = Files.list(Path.of("routes"))) {
      for (Path route : routes.toList()) {
        Files.copy(route, home.resolve("routes").resolve(route.getFileName()));
      }
    }
  }

  private static void replace(Path file, String id, JsonNode replacement) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    ArrayNode routes = (ArrayNode) yaml.readTree(Files.readString(file));
    int replaced = 0;
    for (int i = 0; i < routes.size(); i++) {
      if (routes.get(i).at("/route/id").asText().equals(id)) {
        routes.set(i, replacement);
        replaced++;
      }
    }
    assertThat(replaced).as("routes with id " + id).isEqualTo(1);
    Files.writeString(file, yaml.writeValueAsString(routes));
  }

  private static CommandLine commandLine() {
    return TrunklineCommand.commandLine().setAbbreviatedOptionsAllowed(true);
  }

  /** The commands of the launcher in fenced blocks, but for `test`, which is a script. */
  private static List<String> commands(Page page) {
    return matches(FENCE, page.text())
        .flatMap(fence -> fence.group(3).replace("\\\n", " ").lines())
        .map(line -> line.replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*$", "").trim())
        .filter(line -> line.contains(LAUNCHER))
        .map(line -> line.substring(line.indexOf(LAUNCHER) + LAUNCHER.length()))
        .filter(command -> !command.startsWith("test"))
        .toList();
  }

  private static String[] words(String command) {
    return matches(WORD, command)
        .map(
            word -> {
              String single = word.group(1);
              String quoted = single == null ? word.group(2) : single;
              return quoted == null ? word.group(3) : quoted;
            })
        .toArray(String[]::new);
  }

  private static Stream<MatchResult> matches(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static List<Page> pages() {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(top, docs)
          .filter(file -> file.toString().endsWith(".md"))
          .map(Page::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Page(Path file, String text) {
    static Page read(Path file) {
      try {
        return new Page(file, Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Path folder() {
      Path parent = file.getParent();
      return parent == null ? Path.of("") : parent;
    }
  }
}
