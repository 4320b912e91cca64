package io.trunkline.provisioning;

/** The org has not bought the product that allows carrier trunks. */
public final class ByocMissingException extends Exception {
  private static final long serialVersionUID = 1L;

  ByocMissingException(String org) {
    super(
        "org " + org + " does not have the product byoc: ask Genesys to add BYOC Cloud to the org");
  }
}
