package io.trunkline.store;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of PostgreSQL's COPY (its manual, "COPY", "File Formats"): neither side
 * makes text of numbers and ids, or numbers of text.
 */
final class BinaryRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
  };
  private static final int NULL = -1;
  private static final int END = -1;

  /** Times count from the year 2000. */
  private static final long EPOCH = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final long MICROS = 1_000_000;
  private static final int NANOS = 1_000;

  private final List<String> types;
  private final DataOutputStream out;

  /**
   * With the columns' types, as SQL spells them.
   *
   * @param out buffered, and closed by others
   */
  BinaryRows(List<String> types, OutputStream out) {
    this.types = types;
    this.out = new DataOutputStream(out);
  }

  void write(List<@Nullable Object[]> rows) throws IOException {
    out.write(SIGNATURE);
    out.writeInt(0); // no flags
    out.writeInt(0); // no extension of the header
    for (@Nullable Object[] row : rows) {
      out.writeShort(row.length);
      for (int column = 0; column < row.length; column++) {
        write(types.get(column), row[column]);
      }
    }
    out.writeShort(END);
    out.flush();
  }

  private void write(String type, @Nullable Object value) throws IOException {
    if (value == null) {
      out.writeInt(NULL);
      return;
    }
    switch (type) {
      case "smallint" -> {
        out.writeInt(Short.BYTES);
        out.writeShort(((Number) value).shortValue());
      }
      case "int" -> {
        out.writeInt(Integer.BYTES);
        out.writeInt(((Number) value).intValue());
      }
      case "bigint" -> {
        out.writeInt(Long.BYTES);
        out.writeLong(((Number) value).longValue());
      }
      case "double precision" -> {
        out.writeInt(Double.BYTES);
        out.writeDouble(((Number) value).doubleValue());
      }
      case "boolean" -> {
        out.writeInt(1);
        out.writeBoolean((boolean) value);
      }
      case "timestamp(6) with time zone" -> {
        out.writeInt(Long.BYTES);
        out.writeLong(micros((Instant) value));
      }
      case "uuid" -> {
        UUID id = (UUID) value;
        out.writeInt(2 * Long.BYTES);
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
      }
      default -> {
        // A character of PostgreSQL's may be any but this.
        byte[] text = ((String) value).replace('\0', '?').getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    }
  }

  /** To the nearest one, as PostgreSQL reads a text. */
  private static long micros(Instant time) {
    return (time.getEpochSecond() - EPOCH) * MICROS + (time.getNano() + NANOS / 2) / NANOS;
  }
}
