package io.trunkline.store;

import java.util.List;

/** A server's commits: nobody sees one before it is on the disk. */
final class AtCommit implements Settling {
  @Override
  public void begin() {}

  @Override
  public void hand(List<Write<?>> committed) {
    committed.forEach(Write::complete);
  }

  @Override
  public boolean busy() {
    return false;
  }

  @Override
  public boolean failed() {
    return false;
  }

  @Override
  public List<List<Write<?>>> takeBack() {
    return List.of();
  }

  @Override
  public void now() {}

  @Override
  public void done() {}

  @Override
  public long epoch() {
    return 0;
  }

  @Override
  public boolean await(long epoch) {
    return true;
  }

  @Override
  public void close() {}
}
