package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trunkline.simulator.http.Operation;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import io.trunkline.simulator.resource.Api;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The generated parts of the simulator's documentation, from the program and the SDK's models. */
final class SimulatorDocumentation {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final List<Operation> operations = new Api(List::of, token -> {}).surface().operations();

  /** The coverage table. */
  String coverage() {
    StringBuilder table = new StringBuilder();
    table.append(
        "| method | path | what | permission (any of) | query | settings | fact sheet |\n");
    table.append("|---|---|---|---|---|---|---|\n");
    for (Operation one : operations) {
      table
          .append("| ")
          .append(one.method())
          .append(" | `")
          .append(one.path())
          .append("` | ")
          .append(one.summary())
          .append(" | ")
          .append(codes(one.permissions()))
          .append(" | ")
          .append(codes(one.query()))
          .append(" | ")
          .append(codes(one.settings()))
          .append(" | ")
          .append(one.source())
          .append(" |\n");
    }
    return table.toString();
  }

  /** The table of settings. */
  String settings() {
    StringBuilder table = new StringBuilder();
    table.append("| setting | default | allowed | why |\n|---|---|---|---|\n");
    for (Map.Entry<String, JsonNode> setting : Settings.catalog().entrySet()) {
      JsonNode entry = setting.getValue();
      table
          .append("| `")
          .append(setting.getKey())
          .append("` | `")
          .append(entry.get("default"))
          .append("` | ")
          .append(entry.has("allowed") ? "`" + entry.get("allowed") + "`" : "")
          .append(" | ")
          .append(entry.path("why").asText())
          .append(" |\n");
    }
    return table.toString();
  }

  /** The OpenAPI 3 description of the surface. */
  ObjectNode openApi() {
    ObjectNode root = Json.object().put("openapi", "3.0.3");
    root.putObject("info")
        .put("title", "Trunkline simulator: the simulated part of the Genesys Cloud API")
        .put("version", "1");
    root.putArray("security").addObject().putArray("token");
    ObjectNode paths = root.putObject("paths");
    Deque<Class<?>> wanted = new ArrayDeque<>();
    for (Operation one : operations) {
      ObjectNode path = paths.withObjectProperty(one.path());
      path.set(one.method().toLowerCase(Locale.ROOT), operation(one, wanted));
    }
    ObjectNode components = root.putObject("components");
    components
        .putObject("securitySchemes")
        .putObject("token")
        .put("type", "http")
        .put("scheme", "bearer");
    wanted.add(SdkModel.find("ErrorBody"));
    components.set("schemas", schemas(wanted));
    return root;
  }

  private ObjectNode operation(Operation one, Deque<Class<?>> wanted) {
    ObjectNode operation = Json.object().put("summary", one.summary());
    ArrayNode parameters = operation.putArray("parameters");
    Matcher variable = VARIABLE.matcher(one.path());
    while (variable.find()) {
      parameter(parameters, "path", variable.group(1)).put("required", true);
    }
    one.query().forEach(name -> parameter(parameters, "query", name));
    if (!one.request().isEmpty()) {
      operation
          .putObject("requestBody")
          .put("required", true)
          .putObject("content")
          .putObject("application/json")
          .set("schema", model(one.request(), wanted));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode success = responses.putObject(success(one));
    success.put("description", "done");
    if (!one.response().isEmpty()) {
      success
          .putObject("content")
          .putObject("application/json")
          .set("schema", model(one.response(), wanted));
    }
    responses
        .putObject("default")
        .put("description", "refused")
        .putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", "#/components/schemas/ErrorBody");
    return operation;
  }

  private static String success(Operation one) {
    boolean deletes = one.method().equals("DELETE");
    if (deletes && one.path().matches("/api/v2/(locations|analytics)/.*")) {
      return "204";
    }
    return one.path().endsWith("/details/jobs") ? "202" : "200";
  }

  private static ObjectNode parameter(ArrayNode parameters, String in, String name) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
    parameter.putObject("schema").put("type", "string");
    return parameter;
  }

  private static ObjectNode model(String name, Deque<Class<?>> wanted) {
    if (name.endsWith("[]")) {
      ObjectNode array = Json.object().put("type", "array");
      array.set("items", model(name.substring(0, name.length() - 2), wanted));
      return array;
    }
    if (name.equals("string")) {
      return Json.object().put("type", "string");
    }
    if (!SdkModel.exists(name)) {
      return Json.object().put("type", "object").put("description", name + " of newer versions");
    }
    return reference(SdkModel.find(name), wanted);
  }

  private static ObjectNode reference(Class<?> model, Deque<Class<?>> wanted) {
    wanted.add(model);
    return Json.object().put("$ref", "#/components/schemas/" + model.getSimpleName());
  }

  private static ObjectNode schemas(Deque<Class<?>> wanted) {
    Map<String, ObjectNode> done = new TreeMap<>();
    while (!wanted.isEmpty()) {
      Class<?> model = wanted.remove();
      if (done.containsKey(model.getSimpleName())) {
        continue;
      }
      ObjectNode schema = Json.object().put("type", "object");
      done.put(model.getSimpleName(), schema);
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = Json.MAPPER.createArrayNode();
      SdkModel.properties(model)
          .forEach(
              (name, property) -> {
                properties.set(name, schema(property.type(), wanted));
                if (property.required()) {
                  required.add(name);
                }
              });
      if (!required.isEmpty()) {
        schema.set("required", required);
      }
    }
    ObjectNode schemas = Json.object();
    done.forEach(schemas::set);
    return schemas;
  }

  private static ObjectNode schema(Type type, Deque<Class<?>> wanted) {
    ObjectNode schema = Json.object();
    if (type instanceof ParameterizedType generic) {
      Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      boolean list = generic.getRawType() == List.class;
      schema.put("type", list ? "array" : "object");
      schema.set(list ? "items" : "additionalProperties", schema(last, wanted));
      return schema;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == Object.class) {
      return schema;
    }
    if (plain == String.class) {
      return schema.put("type", "string");
    }
    if (plain == Boolean.class) {
      return schema.put("type", "boolean");
    }
    if (plain == Integer.class || plain == Long.class) {
      return schema.put("type", "integer");
    }
    if (Number.class.isAssignableFrom(plain)) {
      return schema.put("type", "number");
    }
    if (plain == Date.class) {
      return schema.put("type", "string").put("format", "date-time");
    }
    if (plain.getName().startsWith("org.joda")) {
      return schema.put("type", "string");
    }
    if (plain.isEnum()) {
      schema.put("type", "string");
      ArrayNode values = schema.putArray("enum");
      Arrays.stream(plain.getEnumConstants())
          .map(String::valueOf)
          .filter(value -> !value.equals("OutdatedSdkVersion"))
          .forEach(values::add);
      return schema;
    }
    return reference(plain, wanted);
  }

  private static String codes(List<String> words) {
    return words.isEmpty() ? "" : "`" + String.join("`, `", words) + "`";
  }
}
