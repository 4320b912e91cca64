package io.trunkline.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A disk of some megabytes that can be filled. Who may not mount skips the test, and is told so.
 */
public final class SmallDisk implements AutoCloseable {
  private final Path folder;

  /** Mounts it at a folder, which is made. */
  public SmallDisk(Path folder, int megabytes) {
    this.folder = folder;
    boolean mounted = false;
    try {
      Files.createDirectories(folder);
      mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", text());
    } catch (IOException e) {
      System.err.println("mount cannot be run: " + e.getMessage());
    }
    if (!mounted) {
      System.err.println("SKIPPED: no disk can be filled, because this user may not mount a tmpfs");
    }
    assumeTrue(mounted, "this user may not mount a tmpfs");
  }

  private String text() {
    return folder.toAbsolutePath().toString();
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Takes all the room that is left. */
  public void fill() {
    byte[] block = new byte[4096];
    try (RandomAccessFile file = new RandomAccessFile(filler().toFile(), "rw")) {
      file.seek(file.length());
      while (true) {
        file.write(block);
      }
    } catch (IOException full) {
      if (folder.toFile().getUsableSpace() > 0) {
        throw new UncheckedIOException("the disk does not get full", full);
      }
    }
  }

  /** Gives it back. */
  public void free() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From here on nobody may write; no file may be open for it. */
  public void readOnly(boolean readOnly) {
    if (!run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", text())) {
      throw new IllegalStateException("the disk cannot be mounted again");
    }
  }

  @Override
  public void close() {
    run("umount", "-l", text());
  }
}
