package io.trunkline.simulator;

import io.trunkline.simulator.SimulatorException.Reason;
import io.trunkline.simulator.fault.FaultScript;
import io.trunkline.simulator.fault.FaultScriptReader;
import io.trunkline.simulator.org.Org;
import io.trunkline.simulator.org.StateFolder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Opens the state and the port, and says plainly why one of them cannot be opened. */
final class Startup {
  private final SimulatorOptions options;
  private final Vertx vertx;
  private final EventLoop loop;
  private final Tokens tokens = new Tokens(System::currentTimeMillis);

  Startup(SimulatorOptions options, Vertx vertx, EventLoop loop) {
    this.options = options;
    this.vertx = vertx;
    this.loop = loop;
  }

  /** The organizations, from disk, from an export, or from the seed. */
  Orgs orgs() throws SimulatorException {
    StateFolder folder = openFolder();
    Orgs orgs;
    try {
      orgs = loop.call(() -> new Orgs(System::currentTimeMillis, loop::after, folder, tokens));
    } catch (IOException e) {
      closeQuietly(folder);
      throw new SimulatorException(
          Reason.STATE_DAMAGED, "the simulator's state cannot be read: " + e.getMessage(), e);
    }
    if (options.organization() != null) {
      importOrganization(orgs, options.organization());
    }
    return orgs;
  }

  /** Begins to answer requests. */
  HttpServer listen(Orgs orgs) throws SimulatorException {
    Records records = new Records(faults());
    HttpServerOptions http =
        new HttpServerOptions().setHost(options.host()).setPort(options.port());
    http.setPerFrameWebSocketCompressionSupported(false);
    http.setPerMessageWebSocketCompressionSupported(false);
    // A list by a hundred ids must fit.
    http.setMaxInitialLineLength(64 << 10);
    try {
      Gateway gateway = new Gateway(vertx, orgs, tokens, records);
      return EventLoop.await(
          loop.call(() -> vertx.createHttpServer(http).requestHandler(gateway::handle).listen()));
    } catch (IOException | CompletionException e) {
      throw notListening(e.getCause() == null ? e : e.getCause());
    }
  }

  private void importOrganization(Orgs orgs, Path file) throws SimulatorException {
    byte[] document = read(file).getBytes(StandardCharsets.UTF_8);
    Org org = orgs.standard();
    try {
      loop.run(
          () -> {
            orgs.api().document().read(org, Control.object(document));
            org.commit();
          });
    } catch (CompletionException e) {
      loop.run(orgs::close);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SimulatorException(
          Reason.INPUT_NOT_USABLE,
          "the organization in " + file + " cannot be used: " + cause.getMessage(),
          cause);
    }
  }

  private FaultScript faults() throws SimulatorException {
    Path file = options.faultScript();
    if (file == null) {
      return FaultScript.none();
    }
    try {
      return FaultScriptReader.read(read(file));
    } catch (IllegalArgumentException e) {
      throw new SimulatorException(
          Reason.INPUT_NOT_USABLE,
          "the fault script " + file + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static String read(Path file) throws SimulatorException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SimulatorException(
          Reason.INPUT_NOT_USABLE, "the file " + file + " cannot be read", e);
    }
  }

  private @Nullable StateFolder openFolder() throws SimulatorException {
    Path folder = options.stateFolder();
    if (folder == null) {
      return null;
    }
    try {
      return StateFolder.open(folder);
    } catch (StateFolder.LockedException e) {
      throw new SimulatorException(
          Reason.STATE_LOCKED, e.getMessage() + "; stop that one or choose another folder", e);
    } catch (IOException e) {
      throw new SimulatorException(
          Reason.STATE_NOT_WRITABLE,
          "the simulator's state folder "
              + folder
              + " cannot be written; choose another folder or fix its permissions",
          e);
    }
  }

  private SimulatorException notListening(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof BindException && message.contains("in use")) {
      return new SimulatorException(
          Reason.PORT_IN_USE,
          "port " + options.port() + " of " + options.host() + " is in use; choose another port",
          cause);
    }
    return new SimulatorException(
        Reason.ADDRESS_NOT_USABLE,
        "cannot listen on " + options.host() + ":" + options.port() + ": " + message,
        cause);
  }

  private static void closeQuietly(@Nullable StateFolder folder) {
    if (folder != null) {
      try {
        folder.close();
      } catch (IOException e) {
        // The reason why the start failed is told instead.
      }
    }
  }
}
