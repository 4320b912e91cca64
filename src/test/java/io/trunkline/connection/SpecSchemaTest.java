package io.trunkline.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema says what the reader says, as far as a schema can say it. */
class SpecSchemaTest {
  private static final JsonNode TEXT = Specs.json(Specs.file("docs/connection.schema.json"));
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(TEXT);

  @Test
  void isAValidSchema() {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(SchemaLocation.of(SchemaId.V7));
    assertThat(meta.validate(TEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples/carrier.yaml"})
  void acceptsTheExamples(String file) {
    assertThat(complaints(Specs.file(file))).isEmpty();
  }

  @Test
  void acceptsWhatTheReaderAccepts() {
    assertThat(complaints(Specs.COMPLETE)).isEmpty();
    assertThat(complaints(Specs.MINIMAL)).isEmpty();
    assertThat(SCHEMA.validate(SpecWriter.toJson(new Spec(List.of(Specs.only(Specs.COMPLETE))))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'version: 1', /properties",
    "'- name: acme-berlin', /definitions/connection/properties",
    "'notes: Third floor', /definitions/location/properties",
    "'street1: Musterstr. 1', /definitions/address/properties",
    "'timeZone: Europe/Berlin', /definitions/site/properties",
    "'start: \"23:00\"', /definitions/site/properties/updateWindow/properties",
    "'type: carrier', /definitions/trunk/properties",
    "'realm: carrier.example', /definitions/trunk/properties/credentials/properties",
    "'name: Abroad', /definitions/outboundRoute/properties",
  })
  void knowsTheKeysThatTheReaderKnows(String neighbour, String properties) {
    boolean inline = Specs.COMPLETE.contains("{" + neighbour) || neighbour.contains("Abroad");
    String indent = " ".repeat(indentation(neighbour));
    String separator = inline ? ", " : "\n" + indent;
    String yaml = Specs.COMPLETE.replace(neighbour, neighbour + separator + "qqqqqqqqqqqq: x");
    assertThat(readersKeys(yaml)).isEqualTo(keys(TEXT.at(properties)));
    assertThat(complaints(yaml)).isNotEmpty();
  }

  @Test
  void knowsTheKeysOfAnAuthority() {
    String authority = "    certificateAuthorities:\n      - {name: Acme CA, file: ca.pem}\n";
    String yaml = Specs.COMPLETE.replace("mediaModel: Cloud", "mediaModel: Premises") + authority;
    assertThat(complaints(yaml)).isEmpty();
    assertThat(SCHEMA.validate(SpecWriter.toJson(new Spec(List.of(Specs.only(yaml)))))).isEmpty();
    String unknown = yaml.replace("file: ca.pem", "file: ca.pem, qqqqqqqqqqqq: x");
    assertThat(readersKeys(unknown))
        .isEqualTo(keys(TEXT.at("/definitions/certificateAuthority/properties")));
    assertThat(complaints(unknown)).isNotEmpty();
  }

  @Test
  void refusesWhatTheReaderRefusesAndASchemaCanKnow() {
    Set<String> onlyTheReaderKnows = new TreeSet<>();
    SpecRefusalTest.wrongValues()
        .map(Arguments::get)
        .filter(
            wrong -> complaints(Specs.COMPLETE.replace(text(wrong, 0), text(wrong, 1))).isEmpty())
        .forEach(wrong -> onlyTheReaderKnows.add(text(wrong, 1)));
    assertThat(onlyTheReaderKnows)
        .containsExactlyInAnyOrder(
            "\"+1317222\"",
            "\"+999123456789\"",
            "country: UK",
            "Europe/Berln",
            "\"+02:00\"",
            "SystemV/EST5",
            "\"00:30\"",
            "sip.carrier.example:5060",
            "sip.carrier.example:0",
            "sip.carrier.example:99999",
            "198.51.100.1/28",
            "198.51.100",
            "198.051.100.0",
            "2001:db8::1/32",
            "2001:db8::/129",
            "[opus, audio/opus]",
            // The parser used here follows YAML 1.1, where this is a boolean; editors do not.
            "enabled: no\n",
            "name: Default Outbound Route");
  }

  static Stream<Arguments> words() {
    List<String> codecs = new ArrayList<>(Vocabulary.CODECS);
    Vocabulary.CODECS.forEach(codec -> codecs.add(Vocabulary.CODEC_PREFIX + codec));
    return Stream.of(
        Arguments.of("/site/properties/mediaModel/enum", Vocabulary.MEDIA_MODELS),
        Arguments.of(
            "/site/properties/updateWindow/properties/days/items/enum", Vocabulary.WEEKDAYS),
        Arguments.of("/trunk/properties/type/enum", Vocabulary.TRUNK_TYPES),
        Arguments.of("/trunk/properties/transport/enum", Vocabulary.TRANSPORTS),
        Arguments.of("/trunk/properties/codecs/items/enum", codecs),
        Arguments.of("/overrideMethod/enum", Vocabulary.OVERRIDE_METHODS),
        Arguments.of("/outboundRoute/properties/distribution/enum", Vocabulary.DISTRIBUTIONS),
        Arguments.of(
            "/trunk/properties/properties/propertyNames/allOf/2/not/enum",
            TrunkProperty.OWNERS.keySet().stream().sorted().toList()));
  }

  @ParameterizedTest
  @MethodSource
  void words(String pointer, List<String> words) {
    assertThat(texts(TEXT.at("/definitions" + pointer))).isEqualTo(words);
  }

  @Test
  void repeatsTheDefaults() {
    JsonNode all = TEXT.path("definitions");
    JsonNode site = all.at("/site/properties");
    JsonNode trunk = all.at("/trunk/properties");
    JsonNode route = all.at("/outboundRoute/properties");
    assertThat(site.at("/mediaModel/default").asText()).isEqualTo(Defaults.MEDIA_MODEL);
    assertThat(site.at("/updateWindow/properties/start/default").asText())
        .isEqualTo(Defaults.WINDOW_START.toString());
    assertThat(site.at("/updateWindow/properties/end/default").asText())
        .isEqualTo(Defaults.WINDOW_END.toString());
    assertThat(trunk.at("/type/default").asText()).isEqualTo(Defaults.TRUNK_TYPE);
    assertThat(trunk.at("/transport/default").asText()).isEqualTo(Defaults.TRANSPORT);
    assertThat(trunk.at("/enabled/default").asBoolean()).isEqualTo(Defaults.ENABLED);
    assertThat(route.at("/name/default").asText()).isEqualTo(Defaults.ROUTE_NAME);
    assertThat(texts(route.at("/classifications/default"))).isEqualTo(Defaults.CLASSIFICATIONS);
    assertThat(route.at("/distribution/default").asText()).isEqualTo(Defaults.DISTRIBUTION);
    assertThat(route.at("/enabled/default").asBoolean()).isEqualTo(Defaults.ENABLED);
    assertThat(TEXT.at("/properties/version/const").asInt()).isEqualTo(Vocabulary.SPEC_VERSION);
  }

  @Test
  void describesEveryKey() {
    List<String> silent = new ArrayList<>();
    undescribed("", TEXT, silent);
    assertThat(silent).isEmpty();
  }

  private static void undescribed(String path, JsonNode schema, List<String> silent) {
    for (var property : schema.path("properties").properties()) {
      JsonNode target = property.getValue();
      boolean described =
          target.has("description")
              || TEXT.at(target.path("$ref").asText("#/x").substring(1)).has("description");
      if (!described) {
        silent.add(path + "." + property.getKey());
      }
      undescribed(path + "." + property.getKey(), target, silent);
    }
    for (var definition : schema.path("definitions").properties()) {
      undescribed(definition.getKey(), definition.getValue(), silent);
    }
  }

  private static Set<String> readersKeys(String yaml) {
    SpecException refusal =
        catchThrowableOfType(SpecException.class, () -> SpecReader.read(yaml, "spec.yaml"));
    assertThat(refusal.problems()).hasSize(1);
    String fix = refusal.problems().get(0).fix();
    assertThat(fix).startsWith("Known keys are ");
    return new TreeSet<>(List.of(fix.substring("Known keys are ".length()).split(", ")));
  }

  private static Set<String> keys(JsonNode properties) {
    Set<String> keys = new TreeSet<>();
    properties.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static int indentation(String key) {
    int at = Specs.COMPLETE.indexOf(key);
    int line = Specs.COMPLETE.lastIndexOf('\n', at) + 1;
    return at - line + (key.startsWith("- ") ? 2 : 0);
  }

  private static String text(Object[] arguments, int index) {
    return (String) arguments[index];
  }

  private static Set<ValidationMessage> complaints(String yaml) {
    try {
      return SCHEMA.validate(new YAMLMapper().readTree(yaml));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
