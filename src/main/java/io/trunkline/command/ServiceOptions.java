package io.trunkline.command;

import io.trunkline.service.Home;
import io.trunkline.service.RunningService;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /** The runs of the data folder, from whoever holds them; the caller closes them. */
  Runs runs() {
    Optional<RunningService> holder = holderOfRuns();
    return holder.isPresent()
        ? new RemoteRuns(new ServiceClient(holder.get()))
        : new LocalRuns(start(Mode.COMMAND));
  }

  /** The running service that has the data folder's store open; empty when nobody has. */
  Optional<RunningService> holderOfRuns() {
    return running().filter(RunningService::holdsStore);
  }

  /**
   * Talks to the running service.
   *
   * @param does what only a service does, for the error when none runs
   */
  ServiceClient client(String does) {
    return new ServiceClient(
        running()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.FAILED,
                        "no service runs on this data folder, and only a service " + does,
                        "Start it with trunkline serve, or name its folder with --data.")));
  }

  /** The service that runs on the data folder. */
  Optional<RunningService> running() {
    String set = settings.get("trunkline.data");
    Path folder = data != null ? data : set != null ? Home.folder().resolve(set) : Home.data();
    return RunningService.of(folder);
  }
}
