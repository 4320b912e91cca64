import com.fasterxml.jackson.databind.ObjectMapper;
import io.trunkline.simulator.Simulator;
import io.trunkline.simulator.SimulatorOptions;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** The two servers that the benchmark compares: a bare Vert.x JSON handler, and the simulator. */
final class SimulatorBench {
  private SimulatorBench() {}

  /** Starts {@code bare PORT} or {@code simulator PORT STATE_FOLDER} and stays. */
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[1]);
    if (args[0].equals("bare")) {
      bare(port);
    } else {
      Simulator.start(
          SimulatorOptions.inMemory().withPort(port).withStateFolder(Path.of(args[2])));
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }

  // Reads a body if there is one, and writes an object of the size of an organization.
  private static void bare(int port) {
    ObjectMapper mapper = new ObjectMapper();
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    vertx
        .createHttpServer()
        .requestHandler(
            request ->
                request.bodyHandler(
                    body -> {
                      try {
                        var answer = mapper.createObjectNode();
                        if (body.length() > 0) {
                          answer.set("given", mapper.readTree(body.getBytes()));
                        }
                        for (int i = 0; i < 12; i++) {
                          answer.put("field" + i, "a value of usual length");
                        }
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end(Buffer.buffer(mapper.writeValueAsBytes(answer)));
                      } catch (Exception e) {
                        request.response().setStatusCode(400).end();
                      }
                    }))
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
