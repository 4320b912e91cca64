package io.trunkline.sip;

import java.time.Instant;

/**
 * A Contact of ours that a registrar may hold. Credentials are not part of it.
 *
 * @param callId of the registration; its key
 * @param target the checked URI
 * @param domain the registrar's domain
 * @param record the address of record
 * @param contact our Contact URI
 * @param transport udp, tcp or tls
 * @param remote the registrar's address, {@code host:port}
 * @param cseq of the last request sent; the removal needs a higher one
 * @param until when the registrar forgets it by itself
 */
public record Binding(
    String callId,
    String target,
    String domain,
    String record,
    String contact,
    String transport,
    String remote,
    int cseq,
    Instant until) {}
