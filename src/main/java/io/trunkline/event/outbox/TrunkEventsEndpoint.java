package io.trunkline.event.outbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Hand trunk events to a sink: at least once, in order per trunk, as CloudEvents in JSON. What the
 * route fails on is tried again, and put aside as a dead letter when the sink refuses it.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "trunk-events",
    title = "Trunk Events",
    syntax = "trunk-events:sink",
    category = {Category.MONITORING},
    consumerOnly = true,
    headersClass = TrunkEventsConstants.class)
public class TrunkEventsEndpoint extends DefaultEndpoint {
  @UriPath(description = "Name of the sink; how far it is, is kept under this name")
  @Metadata(required = true)
  private String sink;

  @UriParam(
      description = "Types of events with commas between; a * at the end stands for any ending",
      defaultValue = "*")
  private String types = "*";

  @UriParam(description = "Where a new sink begins", enums = "now,oldest", defaultValue = "now")
  private String from = "now";

  @UriParam(description = "Trunks that are served at once", defaultValue = "8")
  private int concurrent = 8;

  @UriParam(description = "Events read ahead of the oldest not delivered", defaultValue = "1000")
  private int window = 1000;

  @UriParam(description = "Refusals of an event before it is put aside", defaultValue = "8")
  private int attempts = 8;

  @UriParam(
      description = "Wait after a first failure; doubled with each further one",
      javaType = "java.time.Duration",
      defaultValue = "500")
  private long retryDelay = 500;

  @UriParam(
      description = "Longest wait between attempts",
      javaType = "java.time.Duration",
      defaultValue = "30000")
  private long longestRetryDelay = 30_000;

  TrunkEventsEndpoint(String uri, TrunkEventsComponent component, String sink) {
    super(uri, component);
    this.sink = sink;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("trunk-events:" + sink + " can only begin a route");
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    TrunkEventsConsumer consumer = new TrunkEventsConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  SinkLoop.Options options() {
    List<String> wanted = Arrays.stream(types.split(",")).map(String::trim).toList();
    return new SinkLoop.Options(
        sink,
        "oldest".equals(from),
        window,
        concurrent,
        new RetryRule(
            Duration.ofMillis(retryDelay), Duration.ofMillis(longestRetryDelay), attempts),
        type -> wanted.stream().anyMatch(each -> matches(each, type)));
  }

  private static boolean matches(String wanted, String type) {
    return wanted.endsWith("*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
  }

  public String getSink() {
    return sink;
  }

  public void setSink(String sink) {
    this.sink = sink;
  }

  public String getTypes() {
    return types;
  }

  public void setTypes(String types) {
    this.types = types;
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from;
  }

  public int getConcurrent() {
    return concurrent;
  }

  public void setConcurrent(int concurrent) {
    this.concurrent = concurrent;
  }

  public int getWindow() {
    return window;
  }

  public void setWindow(int window) {
    this.window = window;
  }

  public int getAttempts() {
    return attempts;
  }

  public void setAttempts(int attempts) {
    this.attempts = attempts;
  }

  public long getRetryDelay() {
    return retryDelay;
  }

  public void setRetryDelay(long retryDelay) {
    this.retryDelay = retryDelay;
  }

  public long getLongestRetryDelay() {
    return longestRetryDelay;
  }

  public void setLongestRetryDelay(long longestRetryDelay) {
    this.longestRetryDelay = longestRetryDelay;
  }
}
