package io.trunkline.genesys;

import io.trunkline.genesys.notification.WatchSettings;
import java.time.Duration;
import java.util.List;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** How {@code genesys:notifications} listens. */
@UriParams
public class NotificationOptions {
  @UriParam(
      description = "Topics with commas between; {id} stands for each runtime trunk's id",
      defaultValue = "v2.telephony.providers.edges.trunks.{id}")
  @Metadata(label = "consumer")
  private String topics = "v2.telephony.providers.edges.trunks.{id}";

  @UriParam(description = "Most channels; the platform allows 20", defaultValue = "15")
  @Metadata(label = "consumer")
  private int channels = 15;

  @UriParam(description = "Topics on one channel", defaultValue = "1000")
  @Metadata(label = "consumer")
  private int topicsPerChannel = 1000;

  @UriParam(
      description = "A connection on which nothing came for so long, not even a heartbeat, is dead",
      javaType = "java.time.Duration",
      defaultValue = "75000")
  @Metadata(label = "consumer")
  private long silence = Duration.ofSeconds(75).toMillis();

  @UriParam(
      description = "How long before its end a channel is renewed",
      javaType = "java.time.Duration",
      defaultValue = "3600000")
  @Metadata(label = "consumer")
  private long renewBefore = Duration.ofHours(1).toMillis();

  @UriParam(
      description = "Pause before the first new try; doubles with each further one",
      javaType = "java.time.Duration",
      defaultValue = "1000")
  @Metadata(label = "consumer")
  private long firstPause = Duration.ofSeconds(1).toMillis();

  @UriParam(
      description = "Longest pause between two tries",
      javaType = "java.time.Duration",
      defaultValue = "60000")
  @Metadata(label = "consumer")
  private long longestPause = Duration.ofMinutes(1).toMillis();

  @UriParam(
      description = "How long channels that come back together may take, to share one reading",
      javaType = "java.time.Duration",
      defaultValue = "2000")
  @Metadata(label = "consumer")
  private long settle = Duration.ofSeconds(2).toMillis();

  WatchSettings settings() {
    return new WatchSettings(
        List.of(topics.split("\\s*,\\s*")),
        topicsPerChannel,
        channels,
        Duration.ofMillis(silence),
        Duration.ofMillis(renewBefore),
        Duration.ofMillis(firstPause),
        Duration.ofMillis(longestPause),
        Duration.ofMillis(settle));
  }

  public String getTopics() {
    return topics;
  }

  public void setTopics(String topics) {
    this.topics = topics;
  }

  public int getChannels() {
    return channels;
  }

  public void setChannels(int channels) {
    this.channels = channels;
  }

  public int getTopicsPerChannel() {
    return topicsPerChannel;
  }

  public void setTopicsPerChannel(int topicsPerChannel) {
    this.topicsPerChannel = topicsPerChannel;
  }

  public long getSilence() {
    return silence;
  }

  public void setSilence(long silence) {
    this.silence = silence;
  }

  public long getRenewBefore() {
    return renewBefore;
  }

  public void setRenewBefore(long renewBefore) {
    this.renewBefore = renewBefore;
  }

  public long getFirstPause() {
    return firstPause;
  }

  public void setFirstPause(long firstPause) {
    this.firstPause = firstPause;
  }

  public long getLongestPause() {
    return longestPause;
  }

  public void setLongestPause(long longestPause) {
    this.longestPause = longestPause;
  }

  public long getSettle() {
    return settle;
  }

  public void setSettle(long settle) {
    this.settle = settle;
  }
}
