package io.trunkline.api;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A port for hooks alone.
 *
 * @param certificate its certificate with the chain, PEM; null for plain HTTP
 * @param key the certificate's private key, PEM; null for plain HTTP
 * @param clientCa whoever connects must show a certificate of these authorities, PEM; null when
 *     nobody need show one
 * @param idle how long a connection may go without the whole head of a request
 * @param connections at once; further ones are closed
 */
public record HookListenerSettings(
    String host,
    int port,
    @Nullable Path certificate,
    @Nullable Path key,
    @Nullable Path clientCa,
    Duration idle,
    int connections) {}
