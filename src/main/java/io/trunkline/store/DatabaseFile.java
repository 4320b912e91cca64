package io.trunkline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The file of the embedded database, to be forced to the disk beside the database: its own way
 * ({@code CHECKPOINT SYNC}) first writes what is not committed yet. What is opened stays open until
 * the end, because a process that closes a file gives back every lock it has on it, the database's
 * too.
 */
final class DatabaseFile implements AutoCloseable {
  private final Path path;
  private final List<FileChannel> channels = new ArrayList<>();
  private @Nullable Object key;

  DatabaseFile(Path path) {
    this.path = path;
  }

  /**
   * Returns when what was written to the file is on the disk.
   *
   * @throws TransientDataAccessResourceException when it may not be
   */
  synchronized void force() {
    try {
      Object now = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      // Somebody may have put another file in the place of the one that was open.
      if (channels.isEmpty() || !Objects.equals(now, key)) {
        channels.add(FileChannel.open(path, StandardOpenOption.WRITE));
        key = now;
      }
      channels.get(channels.size() - 1).force(false);
    } catch (IOException e) {
      throw new TransientDataAccessResourceException(path + " cannot be forced to the disk", e);
    }
  }

  /** To be called when no database has the file open any more. */
  @Override
  public synchronized void close() {
    for (FileChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    channels.clear();
  }
}
