package io.trunkline.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A running Genesys Cloud region with simulated organizations: token endpoint, API and control path
 * on one port. The default organization accepts client id and secret {@code simulator}.
 */
public final class Simulator implements AutoCloseable {
  private final SimulatorOptions options;
  private final Vertx vertx;
  private final boolean ownVertx;
  private final EventLoop loop;
  private final Orgs orgs;
  private final HttpServer server;

  private Simulator(
      SimulatorOptions options,
      Vertx vertx,
      boolean ownVertx,
      EventLoop loop,
      Orgs orgs,
      HttpServer server) {
    this.options = options;
    this.vertx = vertx;
    this.ownVertx = ownVertx;
    this.loop = loop;
    this.orgs = orgs;
    this.server = server;
  }

  /**
   * Starts a simulator with a Vert.x of its own and returns when it answers.
   *
   * @throws SimulatorException when the port, the state folder or an input file cannot be used
   */
  public static Simulator start(SimulatorOptions options) throws SimulatorException {
    // No files are served, so the copying of class path resources need not be set up.
    FileSystemOptions files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(files));
    try {
      return start(options, vertx, true);
    } catch (SimulatorException | RuntimeException e) {
      EventLoop.await(vertx.close());
      throw e;
    }
  }

  /**
   * Starts a simulator on a Vert.x that stays when the simulator is closed. Waits for the event
   * loop, so neither this nor {@link #close} may be called on one.
   *
   * @throws SimulatorException when the port, the state folder or an input file cannot be used
   */
  public static Simulator start(SimulatorOptions options, Vertx vertx) throws SimulatorException {
    return start(options, vertx, false);
  }

  private static Simulator start(SimulatorOptions options, Vertx vertx, boolean ownVertx)
      throws SimulatorException {
    EventLoop loop = new EventLoop(vertx);
    Startup startup = new Startup(options, vertx, loop);
    Orgs orgs = startup.orgs();
    try {
      return new Simulator(options, vertx, ownVertx, loop, orgs, startup.listen(orgs));
    } catch (SimulatorException | RuntimeException e) {
      loop.run(orgs::close);
      throw e;
    }
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

  /** Client ids by which its organizations are known, the default one first. */
  public List<String> orgs() {
    List<String> names = new ArrayList<>();
    loop.run(() -> orgs.all().forEach(org -> names.add(org.name())));
    names.sort(Comparator.comparing(name -> !name.equals(Orgs.DEFAULT)));
    return List.copyOf(names);
  }

  /** Stops answering and lets go of port and state folder. */
  @Override
  public void close() {
    try {
      EventLoop.await(server.close());
      loop.run(orgs::close);
    } finally {
      if (ownVertx) {
        EventLoop.await(vertx.close());
      }
    }
  }
}
