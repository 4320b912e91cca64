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
    Ending ending = new Ending();
    Runtime.getRuntime().addShutdownHook(new Thread(ending::ask, "stop"));
    try (Service service = options.start(Mode.SERVICE, settings)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("Trunkline serves " + service.url());
      service.bean(Orgs.class).all().forEach(org -> out.println("  " + OrgLine.of(org)));
      out.println("  API: " + service.url() + "/openapi.json");
      out.flush();
      ending.await();
    } finally {
      ending.over();
    }
    return ExitCode.DONE;
  }

  /** A signal asks the service to end, and the process must not end before it has closed. */
  private static final class Ending {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean running;

    /** Returns when the service has closed; at once amid its start, which may be cut off. */
    void ask() {
      asked.countDown();
      if (running) {
        try {
          over.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }

    void await() throws InterruptedException {
      running = true;
      asked.await();
    }

    void over() {
      over.countDown();
    }
  }
}
