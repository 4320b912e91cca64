package io.trunkline.simulator;

import io.trunkline.simulator.SimulatorException.Reason;
import io.trunkline.simulator.org.Scheduler;
import io.trunkline.simulator.org.StateFolder;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running Genesys Cloud region with simulated organizations: token endpoint, API and control path
 * on one port. The default organization accepts client id and secret {@code simulator}.
 */
public final class Simulator implements AutoCloseable {
  private final SimulatorOptions options;
  private final Vertx vertx;
  private final boolean ownVertx;
  private final Context context;
  private final Orgs orgs;
  private final HttpServer server;

  private Simulator(
      SimulatorOptions options,
      Vertx vertx,
      boolean ownVertx,
      Context context,
      Orgs orgs,
      HttpServer server) {
    this.options = options;
    this.vertx = vertx;
    this.ownVertx = ownVertx;
    this.context = context;
    this.orgs = orgs;
    this.server = server;
  }

  /**
   * Starts a simulator with a Vert.x of its own and returns when it answers.
   *
   * @throws SimulatorException when the port or the state folder cannot be used
   */
  public static Simulator start(SimulatorOptions options) throws SimulatorException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    try {
      return start(options, vertx, true);
    } catch (SimulatorException | RuntimeException e) {
      vertx.close();
      throw e;
    }
  }

  /**
   * Starts a simulator on a Vert.x that stays when the simulator is closed.
   *
   * @throws SimulatorException when the port or the state folder cannot be used
   */
  public static Simulator start(SimulatorOptions options, Vertx vertx) throws SimulatorException {
    return start(options, vertx, false);
  }

  /** The TCP port on which it listens. */
  public int port() {
    return server.actualPort();
  }

  /** The base address for API and token endpoint, without a slash at its end. */
  public URI uri() {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port());
  }

  /** Stops answering and lets go of port and state folder. */
  @Override
  public void close() {
    try {
      server.close().toCompletionStage().toCompletableFuture().join();
      onContext(
          context,
          () -> {
            orgs.close();
            return Boolean.TRUE;
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (ownVertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
      }
    }
  }

  private static Simulator start(SimulatorOptions options, Vertx vertx, boolean ownVertx)
      throws SimulatorException {
    StateFolder folder = openFolder(options);
    Orgs orgs = null;
    try {
      Context context = vertx.getOrCreateContext();
      Scheduler scheduler = (delay, work) -> schedule(vertx, context, delay, work);
      Orgs opened =
          onContext(context, () -> new Orgs(System::currentTimeMillis, scheduler, folder));
      orgs = opened;
      HttpServer server = onContext(context, () -> listen(options, vertx, opened)).get();
      return new Simulator(options, vertx, ownVertx, context, opened, server);
    } catch (IOException e) {
      close(orgs, folder);
      throw new SimulatorException(
          Reason.STATE_DAMAGED, "the simulator's state cannot be read: " + e.getMessage(), e);
    } catch (ExecutionException e) {
      close(orgs, folder);
      throw notListening(options, e);
    } catch (InterruptedException e) {
      close(orgs, folder);
      Thread.currentThread().interrupt();
      throw new SimulatorException(
          Reason.ADDRESS_NOT_USABLE, "the simulator was interrupted while it started", e);
    }
  }

  private static CompletableFuture<HttpServer> listen(
      SimulatorOptions options, Vertx vertx, Orgs orgs) {
    Tokens tokens = new Tokens(System::currentTimeMillis);
    Gateway gateway = new Gateway(vertx, orgs, tokens, new RequestLog());
    HttpServerOptions serverOptions =
        new HttpServerOptions().setHost(options.host()).setPort(options.port());
    serverOptions.setMaxInitialLineLength(64 << 10);
    return vertx
        .createHttpServer(serverOptions)
        .requestHandler(gateway::handle)
        .listen()
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static void schedule(Vertx vertx, Context context, long delay, Runnable work) {
    if (delay <= 0) {
      context.runOnContext(now -> work.run());
    } else {
      context.runOnContext(now -> vertx.setTimer(delay, timer -> work.run()));
    }
  }

  private static @Nullable StateFolder openFolder(SimulatorOptions options)
      throws SimulatorException {
    if (options.stateFolder() == null) {
      return null;
    }
    try {
      return StateFolder.open(options.stateFolder());
    } catch (StateFolder.LockedException e) {
      throw new SimulatorException(
          Reason.STATE_LOCKED, e.getMessage() + "; stop that one or choose another folder", e);
    } catch (IOException e) {
      throw new SimulatorException(
          Reason.STATE_NOT_WRITABLE,
          "the simulator's state folder "
              + options.stateFolder()
              + " cannot be written; choose another folder or fix its permissions",
          e);
    }
  }

  private static SimulatorException notListening(SimulatorOptions options, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String address = options.host() + ":" + options.port();
    boolean inUse =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
    return inUse
        ? new SimulatorException(
            Reason.PORT_IN_USE,
            "port " + options.port() + " of " + options.host() + " is in use; choose another port",
            cause)
        : new SimulatorException(
            Reason.ADDRESS_NOT_USABLE,
            "cannot listen on " + address + ": " + cause.getMessage(),
            cause);
  }

  private static void close(@Nullable Orgs orgs, @Nullable StateFolder folder) {
    try {
      if (orgs != null) {
        orgs.close();
      } else if (folder != null) {
        folder.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Work that may fail on disk. */
  private interface DiskWork<T> {
    T run() throws IOException;
  }

  private static <T> T onContext(Context context, DiskWork<T> work) throws IOException {
    Promise<T> done = Promise.promise();
    context.runOnContext(
        now -> {
          try {
            done.complete(work.run());
          } catch (IOException | RuntimeException e) {
            done.fail(e);
          }
        });
    try {
      return done.future().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
