package io.trunkline.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Reads one body within its bounds of size and time, and of what all bodies may take together. */
final class HookBody {
  private final HttpServerRequest request;
  private final HookLimits limits;
  private final AtomicLong buffered;
  private final HookAnswer answer;
  private final Buffer body = Buffer.buffer();
  private boolean over;
  private long timer;

  HookBody(HttpServerRequest request, HookLimits limits, AtomicLong buffered, HookAnswer answer) {
    this.request = request;
    this.limits = limits;
    this.buffered = buffered;
    this.answer = answer;
  }

  /** Hands the body on once it is whole, on the request's event loop. */
  void read(Consumer<byte[]> whole) {
    timer =
        answer
            .loop()
            .owner()
            .setTimer(limits.bodyWithin().toMillis(), late -> stop(answer::tooSlow));
    request.exceptionHandler(broken -> stop(() -> {}));
    request.handler(this::add);
    request.endHandler(
        end -> {
          if (!over) {
            byte[] bytes = body.getBytes();
            stop(() -> whole.accept(bytes));
          }
        });
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
  }

  private void add(Buffer part) {
    if (over) {
      return;
    }
    if (body.length() + part.length() > limits.maxBody()) {
      stop(() -> answer.tooLarge(limits.maxBody()));
    } else if (buffered.addAndGet(part.length()) > limits.buffered()) {
      body.appendBuffer(part);
      stop(answer::overloaded);
    } else {
      body.appendBuffer(part);
    }
  }

  private void stop(Runnable then) {
    if (!over) {
      over = true;
      answer.loop().owner().cancelTimer(timer);
      buffered.addAndGet(-body.length());
      then.run();
    }
  }
}
