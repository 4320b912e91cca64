package io.trunkline.analytics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A leg whose trunk media statistics named.
 *
 * @param org the org's number
 * @param trunk the trunk's number
 */
record NamedLeg(int org, UUID conversation, UUID session, int trunk) {
  private static final String KEY = " where org = ? and conversation = ? and session = ?";

  /**
   * Changes its row.
   *
   * @return the row, with its begin and end, at their places; empty when nothing was changed
   */
  Object[] update(Connection connection) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update series_leg set trunk = ?, attribution = ?"
                + KEY
                + " and (trunk <> ? or attribution <> ?)")) {
      update.setInt(1, trunk);
      update.setInt(2, Attribution.MEDIA_STATISTICS.code());
      key(update, 3);
      update.setInt(6, trunk);
      update.setInt(7, Attribution.MEDIA_STATISTICS.code());
      return update.executeUpdate() == 0 ? new Object[0] : row(connection);
    }
  }

  private Object[] row(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select started, ended from series_leg" + KEY)) {
      key(select, 1);
      try (ResultSet found = select.executeQuery()) {
        Object[] row = new Object[LegRows.ENDED + 1];
        if (found.next()) {
          row[LegRows.STARTED] = found.getLong(1);
          long ended = found.getLong(2);
          row[LegRows.ENDED] = found.wasNull() ? null : ended;
        }
        return row;
      }
    }
  }

  private void key(PreparedStatement statement, int first) throws SQLException {
    statement.setInt(first, org);
    statement.setObject(first + 1, conversation);
    statement.setObject(first + 2, session);
  }
}
