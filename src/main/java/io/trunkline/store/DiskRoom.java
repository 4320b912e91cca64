package io.trunkline.store;

import java.nio.file.Path;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The room that is left where the embedded database lives. A database that meets the end of its
 * disk amid a commit closes itself, or worse, spins for ever in the thread that comes next (H2
 * 2.4.240, {@code MVStore.registerVersionUsage}); one that is not asked to write answers readers
 * all the while.
 */
record DiskRoom(Path folder) {
  /** Bytes that stay free: more than a commit and the database's own upkeep write at once. */
  static final long RESERVE = 64L << 20;

  /**
   * Goes on when there is room.
   *
   * @throws TransientDataAccessResourceException when there is not: it may help to try again
   */
  void require() {
    long left = folder.toFile().getUsableSpace();
    if (left < RESERVE) {
      throw new TransientDataAccessResourceException(
          "the disk of %s has %d MB left and the store leaves %d MB free: make room"
              .formatted(folder.toAbsolutePath(), left >> 20, RESERVE >> 20));
    }
  }
}
