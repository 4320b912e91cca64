package io.trunkline.event;

/** More observations wait for their commit than may wait. Nothing of this one was kept. */
public final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overloaded(int waiting) {
    super(waiting + " events wait for their commit; send it again later");
  }
}
