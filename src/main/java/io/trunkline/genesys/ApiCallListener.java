package io.trunkline.genesys;

/** Is told of each call, after it. Called on the calling thread: be quick. */
@FunctionalInterface
public interface ApiCallListener {
  /** A call was made, with whatever outcome. */
  void called(ApiCall call);
}
