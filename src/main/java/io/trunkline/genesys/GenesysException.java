package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/**
 * A call to Genesys Cloud that did not end well. The subclasses are what route error handlers match
 * on; none of them ever carries a secret.
 */
public abstract sealed class GenesysException extends Exception
    permits VersionConflictException,
        RateLimitedException,
        UnavailableException,
        RefusedException,
        UnauthorizedException {
  private static final long serialVersionUID = 1L;

  /** 408 says that the platform lost its patience, not what became of the call. */
  private static final int PLATFORM_TIMEOUT = 408;

  /** 504 says that a gateway lost its patience; what is behind it may go on working. */
  private static final int GATEWAY_TIMEOUT = 504;

  private final transient FailedCall call;

  GenesysException(String message, FailedCall call, @Nullable Throwable cause) {
    super(message, cause);
    this.call = call;
  }

  /** The call that failed: method, path, status and what the platform said. */
  public FailedCall call() {
    return call;
  }

  /** Whether the call may have taken effect all the same: then look before writing again. */
  public boolean effectPossible() {
    return call.status() == PLATFORM_TIMEOUT;
  }

  /**
   * Whether nothing of the call is under way any more: the platform answered, and not because
   * somebody on the way lost patience with what still works on it.
   */
  boolean isOver() {
    int status = call.status();
    return status > 0 && status != PLATFORM_TIMEOUT && status != GATEWAY_TIMEOUT;
  }

  /** What a person should do about it. */
  public abstract String fix();
}
