package io.trunkline.sip;

import java.util.List;

/**
 * Remembers bindings from before they are asked for until they are gone, so that a crash leaves
 * none behind. Calls may block; they come on a worker thread.
 */
public interface BindingJournal {

  /** Notes a binding that is about to be asked for; durable when this returns. */
  void intend(Binding binding);

  /** Notes that this binding is gone. */
  void removed(String callId);

  /** Bindings that may still be held; those that ended by themselves are left out. */
  List<Binding> open();
}
