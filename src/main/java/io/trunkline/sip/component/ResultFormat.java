package io.trunkline.sip.component;

/** What the body becomes. */
public enum ResultFormat {
  /** The verdict as a Java record. */
  RECORD,
  /** The verdict as JSON text. */
  JSON
}
