package io.trunkline.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.trunkline.connection.Connection;
import io.trunkline.connection.SpecReader;
import io.trunkline.run.Claim;
import io.trunkline.run.JdbcRunStore;
import io.trunkline.run.RunRequest;
import io.trunkline.run.RunState;
import io.trunkline.run.RunStore;
import io.trunkline.store.Store;
import io.trunkline.store.StoreSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which connections there are, by what runs have made. */
class KnownConnectionsTest {
  @TempDir Path folder;
  private Store store;
  private RunStore mine;
  private RunStore anotherNodes;
  private KnownConnections known;
  private Instant now = Instant.EPOCH;
  private int runs;
  private boolean away;

  /** What is asked of the store, but for how often it changed. */
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void open() {
    store = Store.open(StoreSettings.embedded(folder));
    mine = new JdbcRunStore(store, Clock.systemUTC());
    anotherNodes = new JdbcRunStore(store, Clock.systemUTC());
    known = new KnownConnections(watched(mine), new ConnectionJson(), () -> now);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private RunStore watched(RunStore kept) {
    return (RunStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {RunStore.class},
            (proxy, method, args) -> {
              if (!"changes".equals(method.getName())) {
                asked.add(method.getName());
              }
              if (away && "list".equals(method.getName())) {
                throw new IllegalStateException("away");
              }
              try {
                return method.invoke(kept, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private Claim run(RunStore node, String org, String server, String... names) {
    StringBuilder spec = new StringBuilder("version: 1\nconnections:\n");
    for (String name : names) {
      spec.append(
          """
            - name: %1$s
              location:
                name: %1$s location
                emergencyNumber: "+493012345678"
                address: {street1: Musterstr. 1, city: Berlin, zipcode: "10115", country: DE}
              site: {name: %1$s site, timeZone: Europe/Berlin}
              trunk: {name: %1$s, transport: tls, sipServers: ["%2$s"], terminationIdentifier: %1$s}
          """
              .formatted(name, server));
    }
    List<Connection> connections =
        SpecReader.read(spec.toString(), "test.yaml").spec().connections();
    RunRequest request =
        new RunRequest(
            "spec",
            "plan",
            org,
            new ConnectionJson().write(connections),
            JsonNodeFactory.instance.objectNode(),
            "ops",
            "",
            false,
            List.of(),
            null);
    String id = "%08d".formatted(++runs);
    Claim claim =
        Objects.requireNonNull(node.create(request, id, "node", Duration.ofMinutes(1)).claim());
    node.state(claim, RunState.SUCCEEDED, null);
    return claim;
  }

  private static void undo(RunStore node, Claim run) {
    Claim claim = node.claim(run.runId(), "node", Duration.ofMinutes(1)).orElseThrow();
    node.state(claim, RunState.UNDOING, null);
    node.state(claim, RunState.ROLLED_BACK, null);
  }

  private List<String> servers() {
    return known.known().stream()
        .map(
            one ->
                one.org()
                    + "/"
                    + one.connection().name()
                    + " "
                    + one.connection().trunk().sipServers().get(0))
        .toList();
  }

  @Test
  void aConnectionIsAsItsNewestRunThatStandsDescribesIt() {
    run(mine, "berlin", "old.example:5061", "one", "two");
    Claim newer = run(mine, "berlin", "new.example:5061", "one");
    run(mine, "paris", "else.example:5061", "one");

    assertThat(servers())
        .containsExactlyInAnyOrder(
            "berlin/one new.example:5061",
            "berlin/two old.example:5061",
            "paris/one else.example:5061");
    assertThat(known.connections("paris")).extracting(Connection::name).containsExactly("one");

    undo(mine, newer);
    assertThat(servers())
        .containsExactlyInAnyOrder(
            "berlin/one old.example:5061",
            "berlin/two old.example:5061",
            "paris/one else.example:5061");
  }

  @Test
  void theUndoOfAnOldRunIsSeen() {
    Claim first = run(mine, "berlin", "old.example:5061", "one");
    for (int i = 0; i < 210; i++) {
      run(mine, "berlin", "other.example:5061", "two");
    }
    assertThat(known.connections(null)).extracting(Connection::name).containsExactly("two", "one");

    undo(mine, first);
    assertThat(known.connections(null)).extracting(Connection::name).containsExactly("two");
  }

  @Test
  void whatAnotherNodeDoesIsSeenASecondLater() {
    Claim first = run(mine, "berlin", "old.example:5061", "one");
    assertThat(known.known()).hasSize(1);

    run(anotherNodes, "berlin", "new.example:5061", "two");
    now = now.plusSeconds(1);
    assertThat(known.known()).hasSize(2);

    undo(anotherNodes, first);
    now = now.plusSeconds(1);
    assertThat(known.connections(null)).extracting(Connection::name).containsExactly("two");
  }

  @Test
  void nothingIsReadTwice() {
    run(mine, "berlin", "old.example:5061", "one");
    run(mine, "berlin", "new.example:5061", "one");
    List<?> first = known.known();
    assertThat(asked).filteredOn("document"::equals).hasSize(1);

    asked.clear();
    for (int i = 0; i < 100; i++) {
      assertThat(known.known()).isSameAs(first);
    }
    assertThat(asked).isEmpty();

    now = now.plusSeconds(1);
    assertThat(known.known()).isSameAs(first);
    assertThat(asked).containsExactly("mark");

    run(mine, "berlin", "new.example:5061", "two");
    assertThat(known.known()).hasSize(2);
    assertThat(asked).filteredOn("document"::equals).hasSize(1);
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() {
    run(mine, "berlin", "old.example:5061", "one");
    away = true;
    assertThatThrownBy(known::known).hasMessage("away");

    away = false;
    assertThat(known.known()).hasSize(1);
  }
}
