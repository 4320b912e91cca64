package io.trunkline.genesys;

import org.jspecify.annotations.Nullable;

/**
 * The resources of the {@code genesys:} component: the one place that knows the platform's paths
 * and how each resource is listed and changed (fact sheet sections 3 and 5).
 */
public enum GenesysResource {
  /** Any call, by method and path. */
  API("", Listing.NONE, Change.NONE),
  /** The products an org has bought; {@code byoc} is the one that allows carrier trunks. */
  PRODUCT("/api/v2/authorization/products", Listing.PAGED, Change.NONE),
  /** The organization itself. */
  ORGANIZATION("/api/v2/organizations/me", Listing.NONE, Change.PUT),
  /** An address with its emergency number. */
  LOCATION("/api/v2/locations", Listing.PAGED, Change.PATCH),
  /** A telephony site. */
  SITE("/api/v2/telephony/providers/edges/sites", Listing.PAGED, Change.PUT),
  /** A trunk's configuration object ({@code trunkbasesettings}). */
  TRUNK_BASE("/api/v2/telephony/providers/edges/trunkbasesettings", Listing.PAGED, Change.PUT),
  /** A site's outbound route; without a parent site the list is org-wide. */
  OUTBOUND_ROUTE("/api/v2/telephony/providers/edges/outboundroutes", Listing.PAGED, Change.PUT),
  /** A site's number plans: a bare array, replaced as a whole. */
  NUMBER_PLAN(
      "/api/v2/telephony/providers/edges/sites/{siteId}/numberplans", Listing.ARRAY, Change.PUT),
  /** A media server or cloud edge. */
  EDGE("/api/v2/telephony/providers/edges", Listing.PAGED, Change.NONE),
  /** A runtime trunk: one per edge that uses a trunk base; read-only. */
  TRUNK("/api/v2/telephony/providers/edges/trunks", Listing.PAGED, Change.NONE),
  /** Current call counts of runtime trunks: a bare array. */
  TRUNK_METRICS("/api/v2/telephony/providers/edges/trunks/metrics", Listing.ARRAY, Change.NONE),
  /** A trust anchor of premises edges; the list takes no paging parameters. */
  CERTIFICATE_AUTHORITY(
      "/api/v2/telephony/providers/edges/certificateauthorities", Listing.WHOLE, Change.PUT),
  /** What notification channels tell; only to start a route with. */
  NOTIFICATIONS("", Listing.NONE, Change.NONE),
  /** Conversations with their segments: the synchronous query. */
  CONVERSATION_DETAILS("/api/v2/analytics/conversations/details", Listing.NONE, Change.NONE),
  /** Conversations with their segments: a job whose results are read along a cursor. */
  CONVERSATION_DETAILS_JOB(
      "/api/v2/analytics/conversations/details/jobs", Listing.NONE, Change.NONE),
  /** Up to when jobs have all data. */
  CONVERSATION_DETAILS_AVAILABILITY(
      "/api/v2/analytics/conversations/details/jobs/availability", Listing.NONE, Change.NONE),
  /** Counts and durations of conversations in buckets. */
  CONVERSATION_AGGREGATES("/api/v2/analytics/conversations/aggregates", Listing.NONE, Change.NONE),
  /** Media statistics of one conversation: the only answer that ties quality to a trunk. */
  MEDIA_STATISTICS(
      "/api/v2/telephony/providers/edges/mediastatistics/conversations", Listing.NONE, Change.NONE),
  /** A WebSocket channel for notifications. */
  NOTIFICATION_CHANNEL("/api/v2/notifications/channels", Listing.WHOLE, Change.NONE);

  /** How a resource is listed. */
  enum Listing {
    NONE,
    /** Pages of an entity listing, to be read to the end. */
    PAGED,
    /** One entity listing that takes no paging parameters. */
    WHOLE,
    /** A bare JSON array. */
    ARRAY
  }

  /** How an existing object is changed. */
  enum Change {
    NONE,
    /** Full replacement with the version that was read. */
    PUT,
    /** Only the fields that change, with name and version (locations). */
    PATCH
  }

  private final String path;
  private final Listing listing;
  private final Change change;

  GenesysResource(String path, Listing listing, Change change) {
    this.path = path;
    this.listing = listing;
    this.change = change;
  }

  Listing listing() {
    return listing;
  }

  Change change() {
    return change;
  }

  /**
   * The collection's path.
   *
   * @param siteId the parent site, for resources that live below one
   */
  String collection(@Nullable String siteId) {
    if (this == OUTBOUND_ROUTE && siteId != null) {
      return SITE.path + "/" + siteId + "/outboundroutes";
    }
    return siteId == null ? path : path.replace("{siteId}", siteId);
  }

  /** The path of one object. */
  String item(@Nullable String siteId, String id) {
    return isSingle() ? path : collection(siteId) + "/" + id;
  }

  /** Whether an org has exactly one, so that no id is needed. */
  boolean isSingle() {
    return this == ORGANIZATION || this == CONVERSATION_DETAILS_AVAILABILITY;
  }
}
