package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which nodes of a step need not wait for its intent. */
class QuietNodesTest {
  private final QuietNodes quiet = new QuietNodes();

  private static List<ProcessorDefinition<?>> nodes(Resource file) throws Exception {
    try (DefaultCamelContext context = new DefaultCamelContext()) {
      PluginHelper.getRoutesLoader(context).loadRoutes(file);
      return context.getRouteDefinitions().stream()
          .map(RouteDefinition::getOutputs)
          .flatMap(QuietNodesTest::all)
          .toList();
    }
  }

  private static java.util.stream.Stream<ProcessorDefinition<?>> all(
      List<ProcessorDefinition<?>> outputs) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(outputs, ProcessorDefinition.class)
        .stream()
        .map(node -> (ProcessorDefinition<?>) node);
  }

  private static ProcessorDefinition<?> node(String yaml) throws Exception {
    String route = "- route:\n    from:\n      uri: direct:x\n      steps:\n        - " + yaml;
    return nodes(ResourceHelper.fromString("x.yaml", route)).get(0);
  }

  @Test
  void noneOfTheShippedRoutesWaitsForNothing() throws Exception {
    Path file = Path.of("routes/provisioning.camel.yaml").toAbsolutePath();

    assertThat(
            nodes(
                ResourceHelper.fromBytes(file.toString(), java.nio.file.Files.readAllBytes(file))))
        .hasSizeGreaterThan(40)
        .filteredOn(node -> !quiet.test(node))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: direct:provision-site",
        "to: genesys:site?operation=ensure",
        "to: genesys:outboundRoute?timeout=5&operation=await",
        "setBody: {constant: HQ}",
        "setBody: {simple: 'HQ of ${header.name}'}",
        "setVariable: {name: a, simple: '${variable.step-site}'}",
        "bean: {ref: pipeline, method: site}"
      })
  void needNotWait(String yaml) throws Exception {
    assertThat(quiet.test(node(yaml))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "to: https://cmdb.example.org/sites",
        "to: kamelet:announce-site",
        "to: seda:announcements",
        "to: '{{announcements}}'",
        "toD: 'genesys:${header.kind}?operation=ensure'",
        "to: genesys:site?operation=create",
        "to: genesys:site?operation=update",
        "to: genesys:site?operation=delete",
        "to: genesys:site?operation=revert",
        "to: genesys:call?operation=call&method=POST&path=/api/v2/x",
        "to: genesys:site?name=operation=ensures",
        "wireTap: {uri: 'direct:announce'}",
        "bean: {ref: inventory, method: announce}",
        "bean: {beanType: com.example.Announce}",
        "log: made",
        "setBody: {simple: '${bean:inventory.announce}'}",
        "setBody: {simple: '${body.announce()}'}",
        "setBody: {simple: '${variable.a.announce}'}",
        "setBody: {simple: '$simple{bean:inventory}'}",
        "setBody: {method: {ref: inventory, method: announce}}",
        "setHeader: {name: a, jq: .name}",
        "setHeader: {name: '${bean:inventory}', constant: a}",
        "setVariable: {name: '${bean:inventory}', constant: a}",
        "split: {simple: '${body}', onPrepare: announcing, steps: [{to: 'direct:x'}]}",
        "split: {simple: '${body}', aggregationStrategy: announcing, steps: [{to: 'direct:x'}]}",
        "split: {simple: '${bean:inventory}', steps: [{to: 'direct:x'}]}",
        "choice: {when: [{simple: '${bean:inventory}', steps: [{to: 'direct:x'}]}]}",
        "doTry: {steps: [{to: 'direct:x'}], doCatch: [{exception: [java.io.IOException]}]}"
      })
  void waits(String yaml) throws Exception {
    assertThat(quiet.test(node(yaml))).isFalse();
  }
}
