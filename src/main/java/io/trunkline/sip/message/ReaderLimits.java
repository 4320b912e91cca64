package io.trunkline.sip.message;

/**
 * Bounds on what a peer may make us hold.
 *
 * @param headerBytes start line and header fields together
 * @param headerFields number of header fields
 * @param bodyBytes the body
 */
public record ReaderLimits(int headerBytes, int headerFields, int bodyBytes) {
  /** 64 KiB of header fields, 512 of them, 256 KiB of body. */
  public static final ReaderLimits DEFAULT = new ReaderLimits(65_536, 512, 262_144);
}
