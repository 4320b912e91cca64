package io.trunkline.store;

import java.time.Duration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What only one node of those that share a database may do at a time. A lease is held until its
 * time is over, by the database's clock, and longer when its holder asks again. An embedded
 * database has one node, which holds everything.
 */
public final class NodeLeases {
  private static final String END =
      "current_timestamp + cast(:lease as int) * interval '0.001' second";

  private final Store store;
  private final String node;

  /**
   * The leases of one node.
   *
   * @param node its name, unique among the nodes
   */
  public NodeLeases(Store store, String node) {
    this.store = store;
    this.node = node;
  }

  /**
   * Takes or prolongs a lease.
   *
   * @return whether this node holds it now
   * @throws StoreUnavailable when the database does not answer
   */
  public boolean hold(String name, Duration lease) {
    if (store.isExclusive()) {
      return true;
    }
    try {
      return store.commits().commit(jdbc -> take(jdbc, name, lease));
    } catch (DuplicateKeyException otherWasFaster) {
      return false;
    }
  }

  private boolean take(JdbcClient jdbc, String name, Duration lease) {
    int held =
        jdbc.sql(
                "update node_lease set node = :node, lease_until = "
                    + END
                    + " where name = :name and (node = :node or lease_until <= current_timestamp)")
            .param("node", node)
            .param("lease", lease.toMillis())
            .param("name", name)
            .update();
    boolean known =
        held == 1
            || !jdbc.sql("select name from node_lease where name = ?")
                .param(name)
                .query(String.class)
                .list()
                .isEmpty();
    return known ? held == 1 : insert(jdbc, name, lease) == 1;
  }

  private int insert(JdbcClient jdbc, String name, Duration lease) {
    return jdbc.sql(
            "insert into node_lease (name, node, lease_until) values (:name, :node, " + END + ")")
        .param("name", name)
        .param("node", node)
        .param("lease", lease.toMillis())
        .update();
  }

  /** Lets go of a lease, so that another node need not wait for its end. */
  public void release(String name) {
    if (!store.isExclusive()) {
      store
          .commits()
          .enqueue(
              jdbc ->
                  jdbc.sql("delete from node_lease where name = ? and node = ?")
                      .params(name, node)
                      .update());
    }
  }
}
