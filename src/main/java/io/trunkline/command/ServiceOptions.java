package io.trunkline.command;

import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that calls an org. */
final class ServiceOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data folder (default: the setting trunkline.data).")
  private @Nullable Path data;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets one setting of application.properties; repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /** Starts Camel with these options; the caller closes it. */
  Service start(Mode mode) {
    Map<String, String> overrides = new HashMap<>(settings);
    if (data != null) {
      overrides.put("trunkline.data", data.toAbsolutePath().toString());
    }
    return Service.start(mode, overrides);
  }

  Service start(Mode mode, Map<String, String> more) {
    settings.putAll(more);
    return start(mode);
  }
}
