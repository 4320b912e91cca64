package io.trunkline.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A file that stays open when a thread is interrupted that reads or writes it: a channel of the
 * JDK's closes itself then, for all threads. Thread-safe.
 */
final class UninterruptedFile extends FileBaseDefault {
  private final RandomAccessFile file;

  /**
   * Opens it.
   *
   * @param mode as {@link RandomAccessFile} has it
   */
  UninterruptedFile(String path, String mode) throws IOException {
    this.file = new RandomAccessFile(path, mode);
  }

  @Override
  public synchronized int read(ByteBuffer to, long position) throws IOException {
    byte[] bytes = to.hasArray() ? to.array() : new byte[to.remaining()];
    int from = to.hasArray() ? to.arrayOffset() + to.position() : 0;
    file.seek(position);
    int count = file.read(bytes, from, to.remaining());
    if (count > 0 && to.hasArray()) {
      to.position(to.position() + count);
    } else if (count > 0) {
      to.put(bytes, 0, count);
    }
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer from, long position) throws IOException {
    int count = from.remaining();
    file.seek(position);
    if (from.hasArray()) {
      file.write(from.array(), from.arrayOffset() + from.position(), count);
      from.position(from.limit());
    } else {
      byte[] bytes = new byte[count];
      from.get(bytes);
      file.write(bytes);
    }
    return count;
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    if (size < file.length()) {
      file.setLength(size);
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    file.getFD().sync();
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.getChannel().tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
