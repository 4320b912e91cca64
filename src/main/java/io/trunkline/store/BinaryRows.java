package io.trunkline.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
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
  private final OutputStream out;
  private ByteBuffer some = ByteBuffer.allocate(1 << 13);

  /**
   * With the columns' types, as SQL spells them.
   *
   * @param out buffered, and closed by others
   */
  BinaryRows(List<String> types, OutputStream out) {
    this.types = types;
    this.out = out;
  }

  void write(BinaryCopy.Rows rows) throws IOException {
    // Neither flags nor an extension of the header.
    room(SIGNATURE.length + 2 * Integer.BYTES).put(SIGNATURE).putInt(0).putInt(0);
    try {
      rows.to(this::write);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    room(Short.BYTES).putShort((short) END);
    empty();
    out.flush();
  }

  private void write(@Nullable Object[] row) {
    try {
      room(Short.BYTES).putShort((short) row.length);
      for (int column = 0; column < row.length; column++) {
        write(types.get(column), row[column]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String type, @Nullable Object value) throws IOException {
    if (value == null) {
      room(Integer.BYTES).putInt(NULL);
      return;
    }
    switch (type) {
      case "smallint" -> sized(Short.BYTES).putShort(((Number) value).shortValue());
      case "int" -> sized(Integer.BYTES).putInt(((Number) value).intValue());
      case "bigint" -> sized(Long.BYTES).putLong(((Number) value).longValue());
      case "double precision" -> sized(Double.BYTES).putDouble(((Number) value).doubleValue());
      case "boolean" -> sized(1).put((byte) ((boolean) value ? 1 : 0));
      case "timestamp(6) with time zone" -> sized(Long.BYTES).putLong(micros((Instant) value));
      case "uuid" -> {
        UUID id = (UUID) value;
        sized(2 * Long.BYTES)
            .putLong(id.getMostSignificantBits())
            .putLong(id.getLeastSignificantBits());
      }
      default -> {
        // A character of PostgreSQL's may be any but this.
        byte[] text = ((String) value).replace('\0', '?').getBytes(StandardCharsets.UTF_8);
        sized(text.length).put(text);
      }
    }
  }

  /** For a value of so many bytes, which it says. */
  private ByteBuffer sized(int bytes) throws IOException {
    return room(Integer.BYTES + bytes).putInt(bytes);
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (some.remaining() < bytes) {
      empty();
      if (some.capacity() < bytes) {
        some = ByteBuffer.allocate(bytes);
      }
    }
    return some;
  }

  private void empty() throws IOException {
    out.write(some.array(), 0, some.position());
    some.clear();
  }

  /** To the nearest one, as PostgreSQL reads a text. */
  private static long micros(Instant time) {
    return (time.getEpochSecond() - EPOCH) * MICROS + (time.getNano() + NANOS / 2) / NANOS;
  }
}
