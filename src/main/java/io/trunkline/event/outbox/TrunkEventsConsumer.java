package io.trunkline.event.outbox;

import io.trunkline.event.outbox.TrunkEventsComponent.Delivering;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Gives the entries of the outbox to its route, one exchange each. */
final class TrunkEventsConsumer extends DefaultConsumer {
  private final TrunkEventsEndpoint endpoint;
  private @Nullable ExecutorService threads;
  private @Nullable SinkLoop loop;
  private @Nullable Runnable wake;

  TrunkEventsConsumer(TrunkEventsEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Delivering with = ((TrunkEventsComponent) endpoint.getComponent()).delivering();
    if (with == null) {
      return;
    }
    ExecutorService pool =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, "sink-" + endpoint.getSink());
    SinkLoop delivering =
        new SinkLoop(
            new OutboxTables(with.store(), with.clock()),
            endpoint.options(),
            with.node(),
            this::deliver,
            pool,
            with.clock());
    threads = pool;
    loop = delivering;
    wake = delivering::wake;
    with.outbox().whenTold(wake);
    pool.execute(delivering);
  }

  private void deliver(Entry entry) throws Exception {
    Exchange exchange = createExchange(false);
    try {
      Message message = exchange.getIn();
      message.setBody(entry.cloudEvent());
      message.setHeader(Exchange.CONTENT_TYPE, "application/cloudevents+json; charset=utf-8");
      message.setHeader(TrunkEventsConstants.ID, entry.id());
      message.setHeader(TrunkEventsConstants.TYPE, entry.type());
      message.setHeader(TrunkEventsConstants.SUBJECT, entry.subject());
      message.setHeader(TrunkEventsConstants.TIME, entry.time().toString());
      message.setHeader(TrunkEventsConstants.SEQ, entry.seq());
      getProcessor().process(exchange);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStop() throws Exception {
    Delivering with = ((TrunkEventsComponent) endpoint.getComponent()).delivering();
    if (loop != null && threads != null && with != null && wake != null) {
      with.outbox().forget(wake);
      loop.stop();
      getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(threads);
    }
    super.doStop();
  }
}
