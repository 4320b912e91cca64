package io.trunkline.genesys;

/**
 * The org does not let this client in, or not to this resource (401, 403); or a proxy does not
 * (407).
 */
public final class UnauthorizedException extends GenesysException {
  private static final long serialVersionUID = 1L;

  UnauthorizedException(FailedCall call) {
    super("Not allowed in org " + call.org() + ": " + call.describe(), call, null);
  }

  @Override
  public String fix() {
    String org = "trunkline.orgs." + call().org();
    return switch (call().status()) {
      case 403 ->
          "Give the OAuth client a role that holds the permission named above, in every division concerned.";
      case Failures.PROXY_REFUSED -> Failures.PROXY_FIX;
      default -> "Check " + org + ".clientId, " + org + ".clientSecret and " + org + ".region.";
    };
  }
}
