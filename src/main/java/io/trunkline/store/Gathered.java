package io.trunkline.store;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the writes of one transaction leave to be written together at its end: many rows for each
 * statement instead of one. See {@link CommitQueue#gathered}.
 */
public interface Gathered {
  /**
   * Writes all of it, once.
   *
   * @throws DataAccessException when one of the writes is refused; they are then tried apart
   */
  void write(JdbcClient jdbc);
}
