package io.trunkline.simulator;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.annotations.ApiModelProperty;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Genesys' own model classes as a schema: compares JSON with a class, field by field. It finds
 * fields that the model does not have, wrong types, unknown enum values, dates in another form than
 * the clients read, and required fields that are missing.
 */
final class SdkModel {
  private static final String PACKAGE = "com.mypurecloud.sdk.v2.model.";
  private static final Pattern DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");
  private static final Pattern LOCAL_DATE =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}");

  private final List<String> violations = new ArrayList<>();

  private SdkModel() {}

  /** A property of a model class. */
  record Property(Type type, boolean required) {}

  /** Whether the SDK has a model of that name. */
  static boolean exists(String model) {
    try {
      Class.forName(PACKAGE + model);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The properties of a model by JSON name. */
  static Map<String, Property> properties(Class<?> model) {
    Map<String, Property> properties = new TreeMap<>();
    for (Method method : model.getMethods()) {
      JsonProperty json = method.getAnnotation(JsonProperty.class);
      if (json != null && method.getParameterCount() == 0) {
        ApiModelProperty api = method.getAnnotation(ApiModelProperty.class);
        boolean required = api != null && api.required();
        properties.put(json.value(), new Property(method.getGenericReturnType(), required));
      }
    }
    return properties;
  }

  static Class<?> find(String model) {
    try {
      return Class.forName(PACKAGE + model);
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException("the SDK has no model " + model, e);
    }
  }

  /** What is wrong with the JSON as an answer of a model; {@code []} after it for an array. */
  static List<String> violations(JsonNode json, String model) {
    SdkModel walk = new SdkModel();
    if (model.equals("string[]")) {
      json.forEach(item -> walk.check("[]", item, String.class));
    } else if (model.endsWith("[]")) {
      Class<?> item = find(model.substring(0, model.length() - 2));
      json.forEach(one -> walk.check("[]", one, item));
    } else {
      walk.check("", json, find(model));
    }
    return walk.violations;
  }

  private void check(String path, JsonNode json, Type type) {
    if (type instanceof ParameterizedType generic) {
      checkGeneric(path, json, generic);
    } else if (type instanceof Class<?> plain) {
      checkClass(path, json, plain);
    }
  }

  private void checkGeneric(String path, JsonNode json, ParameterizedType generic) {
    if (generic.getRawType() == List.class) {
      expect(path, json, json.isArray(), "an array");
      json.forEach(item -> check(path + "[]", item, generic.getActualTypeArguments()[0]));
    } else {
      expect(path, json, json.isObject(), "an object");
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        check(path + "." + entry.getKey(), entry.getValue(), generic.getActualTypeArguments()[1]);
      }
    }
  }

  private void checkClass(String path, JsonNode json, Class<?> type) {
    if (type == Object.class) {
      return;
    }
    if (type == String.class) {
      expect(path, json, json.isTextual(), "a text");
    } else if (type == Boolean.class) {
      expect(path, json, json.isBoolean(), "a boolean");
    } else if (type == Integer.class || type == Long.class) {
      expect(path, json, json.isIntegralNumber(), "a whole number");
    } else if (Number.class.isAssignableFrom(type)) {
      expect(path, json, json.isNumber(), "a number");
    } else if (type == Date.class) {
      expect(path, json, DATE.matcher(json.asText()).matches(), "a date with milliseconds and Z");
    } else if (type.getName().equals("org.joda.time.LocalDateTime")) {
      expect(path, json, LOCAL_DATE.matcher(json.asText()).matches(), "a local date");
    } else if (type.isEnum()) {
      boolean known =
          Arrays.stream(type.getEnumConstants())
              .map(Objects::toString)
              .anyMatch(json.asText()::equals);
      expect(path, json, known, "a value of " + type.getSimpleName());
    } else {
      checkModel(path, json, type);
    }
  }

  private void checkModel(String path, JsonNode json, Class<?> type) {
    expect(path, json, json.isObject(), "an object of " + type.getSimpleName());
    Map<String, Property> properties = properties(type);
    for (Map.Entry<String, JsonNode> field : json.properties()) {
      Property property = properties.get(field.getKey());
      String at = path + "." + field.getKey();
      if (property == null) {
        violations.add(at + " is not a field of " + type.getSimpleName());
      } else {
        check(at, field.getValue(), property.type());
      }
    }
    // A reference inside another entity carries an id and perhaps a name, never a state.
    boolean reference = !path.isEmpty() && json.has("id") && !json.has("state");
    properties.forEach(
        (name, property) -> {
          if (property.required() && !reference && !json.has(name)) {
            violations.add(path + "." + name + " is required in " + type.getSimpleName());
          }
        });
  }

  private void expect(String path, JsonNode json, boolean holds, String what) {
    if (!holds) {
      violations.add(path + " is " + json + " instead of " + what);
    }
  }
}
