package io.trunkline.command;

import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Provisions one file on simulated orgs, by itself and through a service. The launcher runs it once
 * after a build, for the archive of the classes that commands and the service start with.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE")
  private String file = "";

  @Parameters(index = "1", paramLabel = "FOLDER", description = "An empty folder for data.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws IOException {
    int alone = provision(folder.resolve("command"));
    Map<String, String> settings =
        Map.of(
            "trunkline.data",
            folder.resolve("service").toAbsolutePath().toString(),
            "trunkline.server.port",
            String.valueOf(freePort()),
            "trunkline.simulator",
            "on",
            "trunkline.org",
            "simulator");
    try (Service service = Service.start(Mode.SERVICE, settings)) {
      spec.commandLine().getOut().println("rehearsed with " + service.url());
      return Math.max(alone, provision(folder.resolve("service")));
    }
  }

  private int provision(Path data) {
    return TrunklineCommand.execute(
        spec.commandLine().getOut(),
        spec.commandLine().getErr(),
        "provision",
        file,
        "--data",
        data.toString(),
        "--org",
        "simulator",
        "--set",
        "trunkline.simulator=on");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
