package io.trunkline.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts pages of conversations into the store, each before the next is asked for: no more than a
 * page is ever held.
 */
public final class ConversationRows {
  private final SeriesWriter writer;
  private final Pulls pulls;

  /** With where legs go. */
  public ConversationRows(SeriesWriter writer, Pulls pulls) {
    this.writer = writer;
    this.pulls = pulls;
  }

  /**
   * Writes one page.
   *
   * @return how many conversations it had
   */
  @CanIgnoreReturnValue
  int write(Pull pull, JsonNode page) {
    JsonNode conversations = page.path("conversations");
    List<ConversationLeg> legs = new ArrayList<>(conversations.size());
    for (JsonNode conversation : conversations) {
      legs.addAll(ConversationLegs.of(conversation));
      pull.saw(Instant.parse(conversation.path("conversationStart").asText()));
    }
    writer.legs(pull.org(), legs);
    pull.wrote(legs.size());
    pulls.renew(pull);
    return conversations.size();
  }
}
