package io.trunkline.command;

import io.trunkline.genesys.Orgs;
import io.trunkline.service.Service;
import io.trunkline.service.Service.Mode;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the service until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the service: HTTP API, and whatever its routes do.",
    footer = {
      "",
      "Stop it with Ctrl-C or SIGTERM; work under way is finished or taken up at the next start."
    })
final class ServeCommand implements Callable<Integer> {
  @Option(names = "--port", description = "Port (default: the setting trunkline.server.port).")
  private @Nullable Integer port;

  @Option(names = "--host", description = "Address (default: the setting trunkline.server.host).")
  private @Nullable String host;

  @Mixin private ServiceOptions options = new ServiceOptions();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> settings = new HashMap<>();
    if (port != null) {
      settings.put("trunkline.server.port", String.valueOf(port));
    }
    if (host != null) {
      settings.put("trunkline.server.host", host);
    }
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Service service = options.start(Mode.SERVICE, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, stopped), "stop"));
    try (service) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Trunkline serves " + service.url());
      service.bean(Orgs.class).all().forEach(org -> out.println("  " + OrgLine.of(org)));
      out.println("  API: " + service.url() + "/openapi.json");
      out.flush();
      stop.await();
    } finally {
      stopped.countDown();
    }
    return ExitCode.DONE;
  }

  /** The process must not end before the service has closed. */
  private static void stop(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
