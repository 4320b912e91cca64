package io.trunkline.event.outbox;

import static org.awaitility.Awaitility.await;

import io.trunkline.provisioning.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A real Kafka broker that is its own quorum, in a process of its own. */
final class KafkaBroker implements AutoCloseable {
  private final ChildJvm jvm;
  private final Path folder;
  private final Path settings;
  private final int port;
  private Process process;

  /** Formats its folder and starts it. */
  KafkaBroker(Path folder) throws Exception {
    this.folder = folder;
    port = freePort();
    int controller = freePort();
    settings = folder.resolve("server.properties");
    Files.writeString(
        settings,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%3$s
        offsets.topic.replication.factor=1
        auto.create.topics.enable=false
        """
            .formatted(port, controller, folder.resolve("log")));
    jvm = new ChildJvm(folder);
    Process format =
        jvm.start(
            folder.resolve("format.out"),
            kafka.tools.StorageTool.class,
            "format",
            "-t",
            "MkU3OEVBNTcwNTJENDM2Qg",
            "-c",
            settings.toString());
    if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
      format.destroyForcibly();
      throw new IllegalStateException(Files.readString(folder.resolve("format.out")));
    }
    start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Starts it, again with what it held after {@link #kill}. */
  void start() throws IOException {
    process = jvm.start(folder.resolve("broker.out"), kafka.Kafka.class, settings.toString());
    await()
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(Files.readString(folder.resolve("broker.out")));
              }
              try (Admin admin = admin()) {
                return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
              }
            });
  }

  private Admin admin() {
    return Admin.create(
        Map.of(
            "bootstrap.servers", address(),
            "request.timeout.ms", "2000",
            "default.api.timeout.ms", "2000"));
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  void topic(String name, int partitions, Map<String, String> configuration) throws Exception {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(configuration);
      admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }
  }

  /** Ends it as a crash does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
