package io.trunkline.sip;

import io.trunkline.sip.digest.DigestAlgorithm;

/**
 * How to take what the peer says.
 *
 * @param alive which answers to OPTIONS are good
 * @param followRedirects whether 3xx is followed, at most five times and nowhere twice
 * @param weakest the weakest digest algorithm to answer
 */
public record AnswerPolicy(AliveRule alive, boolean followRedirects, DigestAlgorithm weakest) {
  /** Alive by RFC 3261 11.2, redirects reported, every digest answered. */
  public static final AnswerPolicy DEFAULT =
      new AnswerPolicy(AliveRule.ALIVE, false, DigestAlgorithm.MD5);
}
