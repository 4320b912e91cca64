package io.trunkline.genesys;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.impl.client.BasicCredentialsProvider;

/**
 * Who we are to the proxy that the JVM is set to, by basic authentication (RFC 7617).
 *
 * @param user name
 * @param password never shown
 */
public record ProxyLogin(String user, String password) {
  /** The value of {@code Proxy-Authorization}. */
  String header() {
    String both = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** For the proxies before these addresses, and for nobody else who asks for a password. */
  CredentialsProvider credentials(URI... targets) {
    CredentialsProvider credentials = new BasicCredentialsProvider();
    Stream.of(targets)
        .flatMap(target -> proxies(target).stream())
        .map(Proxy::address)
        .filter(InetSocketAddress.class::isInstance)
        .map(InetSocketAddress.class::cast)
        .forEach(
            proxy ->
                credentials.setCredentials(
                    new AuthScope(proxy.getHostString(), proxy.getPort()),
                    new UsernamePasswordCredentials(user, password)));
    return credentials;
  }

  private static List<Proxy> proxies(URI target) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null ? List.of() : selector.select(target);
  }

  @Override
  public String toString() {
    return "ProxyLogin[" + user + "]";
  }
}
