package io.trunkline.simulator;

import io.trunkline.simulator.SimulatorException.Reason;
import io.trunkline.simulator.notification.ChannelSockets;
import io.trunkline.simulator.org.StateFolder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Opens the state and the port, and says plainly why one of them cannot be opened. */
final class Startup {
  private final SimulatorOptions options;
  private final Vertx vertx;
  private final EventLoop loop;
  private final Tokens tokens = new Tokens(System::currentTimeMillis);
  private final Beginning beginning;

  Startup(SimulatorOptions options, Vertx vertx, EventLoop loop) throws SimulatorException {
    this.options = options;
    this.beginning = new BeginningReader(options.inputs()).read();
    this.vertx = vertx;
    this.loop = loop;
  }

  /** The organizations, from disk, from exports, or from the seed. */
  Orgs orgs() throws SimulatorException {
    StateFolder folder = openFolder();
    try {
      return loop.call(
          () -> new Orgs(System::currentTimeMillis, loop::after, folder, tokens, beginning));
    } catch (IOException e) {
      closeQuietly(folder);
      throw new SimulatorException(
          Reason.STATE_DAMAGED, "the simulator's state cannot be read: " + e.getMessage(), e);
    } catch (CompletionException e) {
      closeQuietly(folder);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SimulatorException(
          Reason.INPUT_NOT_USABLE, String.valueOf(cause.getMessage()), cause);
    }
  }

  /** Begins to answer requests. */
  HttpServer listen(Orgs orgs) throws SimulatorException {
    Records records = new Records(beginning.faults());
    HttpServerOptions http =
        new HttpServerOptions().setHost(options.host()).setPort(options.port());
    http.setPerFrameWebSocketCompressionSupported(false);
    http.setPerMessageWebSocketCompressionSupported(false);
    // A list by a hundred ids must fit.
    http.setMaxInitialLineLength(64 << 10);
    try {
      ChannelSockets sockets = new ChannelSockets(orgs.api().channels());
      Gateway gateway = new Gateway(vertx, orgs, tokens, records);
      return EventLoop.await(
          loop.call(
              () ->
                  vertx
                      .createHttpServer(http)
                      .requestHandler(gateway::handle)
                      .connectionHandler(sockets::connected)
                      .webSocketHandler(sockets::handle)
                      .listen()));
    } catch (IOException | CompletionException e) {
      throw notListening(e.getCause() == null ? e : e.getCause());
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
