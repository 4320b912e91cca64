package io.trunkline.event.hook;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request as it came. */
public final class HookRequest {
  private final Function<String, List<String>> headers;
  private final byte[] body;
  private final InetAddress address;
  private final @Nullable String certificate;

  /**
   * With everything that a proof may need.
   *
   * @param headers the values of a header, whatever the case of its name
   * @param body its bytes; not copied
   * @param address of who sent it
   * @param certificate subject of the certificate that the sender's TLS connection showed and the
   *     listener verified; null when it showed none
   */
  public HookRequest(
      Function<String, List<String>> headers,
      byte[] body,
      InetAddress address,
      @Nullable String certificate) {
    this.headers = headers;
    this.body = body;
    this.address = address;
    this.certificate = certificate;
  }

  /** A header that came once; null when it is missing, or is there more than once. */
  @Nullable String header(String name) {
    List<String> values = headers.apply(name);
    return values.size() == 1 ? values.get(0) : null;
  }

  byte[] body() {
    return body;
  }

  InetAddress address() {
    return address;
  }

  @Nullable String certificate() {
    return certificate;
  }
}
