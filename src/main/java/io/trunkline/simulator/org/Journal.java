package io.trunkline.simulator.org;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * The state file of one organization: a line per commit, appended before the commit is answered. A
 * killed process leaves at most one line without its end, which was never acknowledged and is cut
 * off at the next start.
 */
final class Journal implements Closeable {
  private static final long COMPACT_BYTES = 64L << 20;

  private final Path file;
  private FileChannel channel;
  private FileOutput out;
  private long compactAt = COMPACT_BYTES;

  private Journal(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.out = new FileOutput(channel);
  }

  /** Opens or creates the file and hands every complete line to {@code replay}. */
  static Journal open(Path file, Consumer<byte[]> replay) throws IOException {
    byte[] content = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    int start = 0;
    int line = 0;
    for (int i = 0; i < content.length; i++) {
      if (content[i] == '\n') {
        line++;
        replayLine(file, line, Arrays.copyOfRange(content, start, i), replay);
        start = i + 1;
      }
    }
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.truncate(start);
    channel.position(start);
    return new Journal(file, channel);
  }

  /** Appends one commit; when this returns, a killed process does not lose it. */
  void append(List<CommitLine.Change> changes) throws IOException {
    long before = out.position();
    try {
      write(List.of(changes));
    } catch (IOException e) {
      // Half a line in the middle of the file would make the rest of it unreadable.
      out.rewind(before);
      throw e;
    }
  }

  /** Whether the file has grown so much that a rewrite pays. */
  boolean wantsCompaction() {
    return out.position() > compactAt;
  }

  /** Replaces the file by one that holds only {@code commits}, in one step. */
  void compact(Iterable<List<CommitLine.Change>> commits) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    FileChannel next =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    channel.close();
    channel = next;
    out = new FileOutput(next);
    write(commits);
    next.force(true);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    compactAt = Math.max(COMPACT_BYTES, 4 * out.position());
  }

  private void write(Iterable<List<CommitLine.Change>> commits) throws IOException {
    for (List<CommitLine.Change> commit : commits) {
      CommitLine.write(commit, out);
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static void replayLine(Path file, int line, byte[] json, Consumer<byte[]> replay)
      throws IOException {
    try {
      replay.accept(json);
    } catch (RuntimeException e) {
      throw new DamagedStateException(
          file
              + " line "
              + line
              + " is not a commit of the simulator; remove the file to start"
              + " from the seed. It begins with: "
              + new String(json, 0, Math.min(40, json.length), StandardCharsets.UTF_8),
          e);
    }
  }

  /** The state file holds a complete line that cannot be read. */
  static final class DamagedStateException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedStateException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
