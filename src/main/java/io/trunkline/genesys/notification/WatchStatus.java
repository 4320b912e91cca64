package io.trunkline.genesys.notification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the watching of an org's trunks goes.
 *
 * @param org configured name
 * @param trunks how many trunks are known
 * @param unsubscribed how many of them found no place on a channel; polls alone see them
 * @param hears whether every other one is heard
 * @param events events heard since the start
 * @param readings readings of all trunks since the start
 * @param heardAt when anything was heard last
 * @param problem what went wrong last
 * @param channels the channels
 * @param gaps the latest times in which events may have been missed
 */
public record WatchStatus(
    String org,
    int trunks,
    int unsubscribed,
    boolean hears,
    long events,
    long readings,
    @Nullable Instant heardAt,
    @Nullable String problem,
    List<ChannelStatus> channels,
    List<Gap> gaps) {

  /**
   * One channel.
   *
   * @param id what the platform knows it by; whoever knows it can listen, so it is not shown whole
   * @param phase what it waits for
   * @param connected whether its socket is open
   * @param topics topics that it should have
   * @param subscribed topics that it has
   * @param connectedSince since when the socket is open
   * @param heardAt when anything came on it, heartbeats too
   * @param eventAt when an event came on it
   * @param expires when the channel ends unless it is renewed
   * @param problem what went wrong with it last
   */
  public record ChannelStatus(
      @Nullable String id,
      String phase,
      boolean connected,
      int topics,
      int subscribed,
      @Nullable Instant connectedSince,
      @Nullable Instant heardAt,
      @Nullable Instant eventAt,
      @Nullable Instant expires,
      @Nullable String problem) {}
}
