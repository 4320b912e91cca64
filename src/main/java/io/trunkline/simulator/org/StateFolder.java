package io.trunkline.simulator.org;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folder with one state file per organization, held by one process at a time. */
public final class StateFolder implements Closeable {
  private static final String SUFFIX = ".org";

  private final Path folder;
  private final FileChannel lockFile;

  private StateFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens or creates the folder and locks it.
   *
   * @throws LockedException when another process, or another simulator of this one, holds it
   * @throws IOException when it cannot be made or written
   */
  public static StateFolder open(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new StateFolder(folder, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Same answer as for another process, below.
    }
    channel.close();
    throw new LockedException(folder);
  }

  /** Names of the organizations that have a state file. */
  public List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .map(file -> file.substring(0, file.length() - SUFFIX.length()))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /** Loads the organization's state and keeps it there from now on. */
  public void attach(Org org) throws IOException {
    org.attach(folder.resolve(org.name() + SUFFIX));
  }

  /** Stops writing and deletes the organization's file. */
  public void delete(Org org) throws IOException {
    org.detach();
    Files.deleteIfExists(folder.resolve(org.name() + SUFFIX));
  }

  /** Stops writing. */
  public void detach(Org org) throws IOException {
    org.detach();
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  /** Somebody else works with the folder. */
  public static final class LockedException extends IOException {
    private static final long serialVersionUID = 1L;

    LockedException(Path folder) {
      super("the state folder " + folder + " is in use by another simulator");
    }
  }
}
