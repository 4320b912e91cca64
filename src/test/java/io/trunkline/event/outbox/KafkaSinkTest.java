package io.trunkline.event.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kafka kamelet against a real broker, read by CloudEvents' own reader for Kafka. */
@Tag("slow")
class KafkaSinkTest {
  private static final int PARTITIONS = 3;

  @TempDir Path folder;
  private Store store;
  private HandingOn node;
  private KafkaBroker broker;

  @BeforeEach
  void open() throws Exception {
    broker = new KafkaBroker(folder);
    store = Store.open(StoreSettings.embedded(folder.resolve("store")));
    node = new HandingOn(store, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    node.close();
    store.close();
    broker.close();
  }

  private void sink(String options) throws Exception {
    node.sink(
        "kafka",
        "retryDelay=50&longestRetryDelay=500&" + options,
        "trunk-events-kafka-sink",
        "brokers: " + broker.address() + "\ntopic: trunk-events");
  }

  private List<ConsumerRecord<String, CloudEvent>> read(int atLeast) {
    List<ConsumerRecord<String, CloudEvent>> records = new ArrayList<>();
    try (KafkaConsumer<String, CloudEvent> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new CloudEventDeserializer())) {
      consumer.assign(
          IntStream.range(0, PARTITIONS)
              .mapToObj(each -> new TopicPartition("trunk-events", each))
              .toList());
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= atLeast;
              });
    }
    return records;
  }

  private static List<Integer> numbers(
      List<ConsumerRecord<String, CloudEvent>> records, String trunk) {
    return records.stream()
        .filter(record -> record.key().equals(trunk))
        .map(record -> Integer.parseInt(record.value().getId().substring(trunk.length() + 1)))
        .toList();
  }

  @Test
  void eventsAreCloudEventsInTheOrderOfTheirTrunkOverACrashOfTheBroker() throws Exception {
    broker.topic("trunk-events", PARTITIONS, Map.of());
    sink("concurrent=4&attempts=2");
    for (int i = 0; i < 100; i++) {
      node.tell("t" + i % 5, i);
    }
    read(100);
    broker.kill();
    for (int i = 100; i < 200; i++) {
      node.tell("t" + i % 5, i);
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !node.letters.sinks().at("/0/problem").asText("null").equals("null"));
    broker.start();

    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> node.letters.sinks().at("/0/behind").asInt() == 0);
    List<ConsumerRecord<String, CloudEvent>> records = read(200);
    assertThat(node.letters.list(null, 10)).isEmpty();
    for (int trunk = 0; trunk < 5; trunk++) {
      int first = trunk;
      // At least once: a record whose acknowledgement was lost comes again.
      assertThat(numbers(records, "t" + trunk).stream().distinct())
          .isEqualTo(IntStream.range(0, 200).filter(i -> i % 5 == first).boxed().toList());
      assertThat(
              records.stream()
                  .filter(record -> record.key().equals("t" + first))
                  .map(ConsumerRecord::partition)
                  .distinct())
          .hasSize(1);
    }
    CloudEvent event = records.get(0).value();
    assertThat(event.getType()).isEqualTo("io.trunkline.trunk.event");
    assertThat(event.getSource().toString()).isEqualTo("/orgs/acme");
    assertThat(event.getSubject()).isEqualTo(records.get(0).key());
  }

  @Test
  void aRecordThatIsTooLargeIsPutAsideAndHoldsNobodyUp() throws Exception {
    broker.topic("trunk-events", PARTITIONS, Map.of("max.message.bytes", "2000"));
    sink("attempts=2");
    node.tellState("large", "x".repeat(4_000), "down", "not connected");
    node.tell("t1", 1);
    await().atMost(Duration.ofSeconds(60)).until(() -> node.letters.list("kafka", 10).size() == 1);
    assertThat(node.letters.list("kafka", 10).at("/0/problem").asText())
        .startsWith("RecordTooLarge");
    assertThat(read(1).get(0).key()).isEqualTo("t1");
  }
}
