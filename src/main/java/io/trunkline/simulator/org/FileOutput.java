package io.trunkline.simulator.org;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes to a file through one buffer outside the heap: each flush is one system call and the bytes
 * are copied once. It counts what it wrote, because asking the channel is a system call, too.
 */
final class FileOutput extends OutputStream {
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
  private long position;

  FileOutput(FileChannel channel) throws IOException {
    this.channel = channel;
    this.position = channel.position();
  }

  /** Bytes in the file, without those that are not flushed. */
  long position() {
    return position;
  }

  @Override
  public void write(int single) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) single);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (!buffer.hasRemaining()) {
        flush();
      }
      int part = Math.min(left, buffer.remaining());
      buffer.put(bytes, from, part);
      from += part;
      left -= part;
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      position += channel.write(buffer);
    }
    buffer.clear();
  }

  /** Forgets what is not flushed and cuts the file off at an earlier position. */
  void rewind(long earlier) throws IOException {
    buffer.clear();
    channel.truncate(earlier);
    position = earlier;
  }
}
