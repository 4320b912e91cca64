package io.trunkline.analytics;

/**
 * Erlang's loss formula: the share of calls that find all channels taken, when calls come at random
 * and a blocked call is gone (ITU-D Teletraffic Engineering Handbook, chapter on Erlang's loss
 * system).
 */
public final class ErlangB {
  private static final int MOST_CHANNELS = 1_000_000;
  private static final int HALVINGS = 100;

  private ErlangB() {}

  /**
   * Blocking probability, by the recurrence over the channels, which neither overflows nor cancels.
   *
   * @param erlangs offered traffic, 0 or more
   * @param channels 0 or more
   * @return 0 to 1
   */
  public static double blocking(double erlangs, int channels) {
    if (!(erlangs >= 0) || channels < 0) {
      throw new IllegalArgumentException("traffic and channels are 0 or more");
    }
    double blocking = 1;
    for (int i = 1; i <= channels; i++) {
      blocking = erlangs * blocking / (i + erlangs * blocking);
    }
    return blocking;
  }

  /** The fewest channels that block no more than so much of the traffic. */
  public static int channels(double erlangs, double most) {
    double blocking = 1;
    int channels = 0;
    while (blocking > most && channels < MOST_CHANNELS) {
      channels++;
      blocking = erlangs * blocking / (channels + erlangs * blocking);
    }
    return channels;
  }

  /** The most traffic in erlangs of which the channels block no more than so much. */
  public static double traffic(int channels, double most) {
    double low = 0;
    double high = channels / (1 - most) + 1;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (blocking(middle, channels) <= most) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
