package io.trunkline.alert;

/** What one look says of a rule's condition. */
enum Reading {
  /** The condition holds. */
  HOLDS,
  /** It does not hold any more, and is not yet as far away as {@code clearAt} wants. */
  BETWEEN,
  /** It does not hold. */
  CLEAR,
  /** Nothing was seen that could tell. */
  NOTHING
}
