package io.trunkline.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** Where the embedded database finds its {@link UninterruptedFile}s. */
public final class UninterruptedFiles extends FilePathWrapper {
  private static final String SCHEME = "uninterrupted";

  /** The database makes one for each path. */
  public UninterruptedFiles() {}

  /**
   * A file's name as the URL of a database has it.
   *
   * @param path as the system knows it
   */
  static String name(String path) {
    FilePath.register(new UninterruptedFiles());
    return SCHEME + ":" + path;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new UninterruptedFile(unwrap().toString(), mode);
  }
}
