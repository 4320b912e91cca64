package io.trunkline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trunkline.simulator.SimulatorException.Reason;
import io.trunkline.simulator.fault.FaultScript;
import io.trunkline.simulator.fault.FaultScriptReader;
import io.trunkline.simulator.input.Input;
import io.trunkline.simulator.org.Json;
import io.trunkline.simulator.org.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a simulator begins with: a start file with {@code seed}, {@code settings}, {@code
 * roles}, {@code orgs} and {@code faults}, and the files and values beside it.
 */
final class BeginningReader {
  private final SimulatorInputs inputs;

  BeginningReader(SimulatorInputs inputs) {
    this.inputs = inputs;
  }

  /** Reads everything, or says which file, line and value is wrong. */
  Beginning read() throws SimulatorException {
    Path file = inputs.startFile();
    String text = file == null ? "{}" : text(file);
    try {
      return read(Input.read(text), file == null ? Path.of(".") : file.toAbsolutePath());
    } catch (IllegalArgumentException e) {
      throw notUsable("the start file " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private Beginning read(Input top, Path file) throws SimulatorException {
    top.only("seed", "settings", "roles", "orgs", "faults");
    Long seed = inputs.seed();
    if (seed == null && top.at("seed").given()) {
      seed = top.at("seed").whole(0, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    Map<String, Set<String>> roles = new LinkedHashMap<>();
    top.at("roles").fields().forEach((name, list) -> roles.put(name, texts(list)));
    Map<String, Beginning.OfOrg> orgs = new LinkedHashMap<>();
    for (Map.Entry<String, Input> org : top.at("orgs").fields().entrySet()) {
      orgs.put(orgName(org.getKey(), org.getValue()), org(org.getValue(), roles, file));
    }
    for (Map.Entry<String, Path> given : inputs.organizations().entrySet()) {
      if (!Orgs.isName(given.getKey())) {
        throw notUsable("'" + given.getKey() + "' cannot name an org; " + Orgs.NAME_RULE, null);
      }
      Beginning.OfOrg known = orgs.get(given.getKey());
      ObjectNode settings = known == null ? Json.object() : known.settings();
      List<Client> clients = known == null ? List.of() : known.clients();
      orgs.put(given.getKey(), new Beginning.OfOrg(export(given.getValue()), settings, clients));
    }
    checkClients(top.at("orgs"), orgs);
    FaultScript faults = faults(top.at("faults"), seed == null ? 0 : seed);
    return new Beginning(settings(top), orgs, faults, seed);
  }

  private ObjectNode settings(Input top) throws SimulatorException {
    ObjectNode settings = checkedSettings(top.at("settings"));
    for (Map.Entry<String, String> given : inputs.settings().entrySet()) {
      String[] names = given.getKey().split("\\.", 2);
      ObjectNode group = names.length == 1 ? settings : settings.withObjectProperty(names[0]);
      JsonNode json = Json.orNull(given.getValue().getBytes(StandardCharsets.UTF_8));
      group.set(names[names.length - 1], json == null ? TextNode.valueOf(given.getValue()) : json);
    }
    try {
      Settings.defaults().patched(settings);
    } catch (IllegalArgumentException e) {
      throw notUsable(String.valueOf(e.getMessage()), e);
    }
    return settings;
  }

  private static ObjectNode checkedSettings(Input given) {
    ObjectNode patch = given.object();
    try {
      Settings.defaults().patched(patch);
    } catch (IllegalArgumentException e) {
      throw given.complaint(String.valueOf(e.getMessage()));
    }
    return patch;
  }

  private static String orgName(String name, Input place) {
    if (!Orgs.isName(name)) {
      throw place.complaint("'" + name + "' cannot name an org; " + Orgs.NAME_RULE);
    }
    return name;
  }

  private static Beginning.OfOrg org(Input org, Map<String, Set<String>> roles, Path file)
      throws SimulatorException {
    org.only("export", "settings", "clients");
    String export = org.at("export").text("");
    List<Client> clients = new ArrayList<>();
    org.at("clients").fields().forEach((id, given) -> clients.add(client(id, given, roles)));
    return new Beginning.OfOrg(
        export.isEmpty() ? null : export(file.resolveSibling(export)),
        checkedSettings(org.at("settings")),
        clients);
  }

  private static Client client(String id, Input given, Map<String, Set<String>> roles) {
    given.only("secret", "roles", "permissions");
    Set<String> permissions = new LinkedHashSet<>(texts(given.at("permissions")));
    for (Input role : given.at("roles").items()) {
      Set<String> ofRole = roles.get(role.text(""));
      if (ofRole == null) {
        throw role.wrong("one of the roles " + roles.keySet());
      }
      permissions.addAll(ofRole);
    }
    boolean restricted = given.at("permissions").given() || given.at("roles").given();
    return Client.of(
        id, given.at("secret").text(id), restricted ? permissions : Set.of(Client.EVERYTHING));
  }

  private static void checkClients(Input place, Map<String, Beginning.OfOrg> orgs) {
    Map<String, String> homes = new LinkedHashMap<>();
    orgs.keySet().forEach(name -> homes.put(name, name));
    orgs.forEach(
        (name, org) -> {
          for (Client client : org.clients()) {
            String other = homes.putIfAbsent(client.id(), name);
            if (other != null && !other.equals(name)) {
              throw place
                  .at(name)
                  .complaint("the client '" + client.id() + "' belongs to the org '" + other + "'");
            }
          }
        });
  }

  private FaultScript faults(Input list, long seed) throws SimulatorException {
    Path file = inputs.faultScript();
    if (file == null) {
      return FaultScriptReader.read(list, seed);
    }
    try {
      return FaultScriptReader.read(text(file), seed);
    } catch (IllegalArgumentException e) {
      throw notUsable("the fault script " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Beginning.Export export(Path file) throws SimulatorException {
    try {
      return new Beginning.Export(
          file, Control.object(text(file).getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      throw notUsable("the organization in " + file + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Set<String> texts(Input list) {
    Set<String> texts = new LinkedHashSet<>();
    list.items().forEach(item -> texts.add(item.text("")));
    return texts;
  }

  private static String text(Path file) throws SimulatorException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw notUsable("there is no file " + file, e);
    } catch (IOException e) {
      throw notUsable("the file " + file + " cannot be read", e);
    }
  }

  private static SimulatorException notUsable(String message, @Nullable Exception cause) {
    return new SimulatorException(Reason.INPUT_NOT_USABLE, message, cause);
  }
}
