package io.trunkline.event.outbox;

import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A process that hands on to one HTTP sink until it is killed. */
final class SinkNode {
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private SinkNode() {}

  /** Arguments: the database's URL, a folder, the sink's URL. */
  public static void main(String[] args) throws Exception {
    Store store =
        Store.open(
            new StoreSettings(Path.of(args[1]), args[0], "postgres", "", Duration.ofSeconds(10)));
    new HandingOn(store, Clock.systemUTC())
        .sink(
            "shared",
            "concurrent=4&retryDelay=50&longestRetryDelay=200",
            "trunk-events-http-sink",
            "url: " + args[2] + "\nsecret: " + SECRET);
    new CountDownLatch(1).await();
  }
}
