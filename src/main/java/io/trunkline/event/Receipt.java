package io.trunkline.event;

/** What became of an observation. Either way it is committed when the receipt is given. */
public enum Receipt {
  /** It is new. */
  ACCEPTED,
  /** It was accepted before; nothing happened this time. */
  DUPLICATE
}
