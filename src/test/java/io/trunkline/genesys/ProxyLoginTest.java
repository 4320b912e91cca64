package io.trunkline.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import org.apache.http.auth.AuthScope;
import org.apache.http.client.CredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The proxy gets the password, and nobody else. */
class ProxyLoginTest {
  private static final URI API = URI.create("https://api.example");

  private final ProxySelector before = ProxySelector.getDefault();

  @BeforeEach
  void standBetween() {
    ProxySelector.setDefault(
        new ProxySelector() {
          @Override
          public List<Proxy> select(URI uri) {
            InetSocketAddress proxy = InetSocketAddress.createUnresolved("proxy.example", 3128);
            return List.of(new Proxy(Proxy.Type.HTTP, proxy));
          }

          @Override
          public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        });
  }

  @AfterEach
  void restore() {
    ProxySelector.setDefault(before);
  }

  @Test
  void theHeaderIsTheOneOfRfc7617() {
    // Section 2.1: user "test", password "123" and a pound sign, in UTF-8.
    assertThat(new ProxyLogin("test", "123\u00a3").header()).isEqualTo("Basic dGVzdDoxMjPCow==");
  }

  @Test
  void onlyTheProxyOnTheWayGetsIt() {
    CredentialsProvider given = new ProxyLogin("ops", "s3cret").credentials(API);
    assertThat(given.getCredentials(new AuthScope("proxy.example", 3128)).getPassword())
        .isEqualTo("s3cret");
    assertThat(given.getCredentials(new AuthScope("api.example", 443))).isNull();
  }

  @Test
  void itIsNotShown() {
    assertThat(new ProxyLogin("ops", "s3cret").toString()).contains("ops").doesNotContain("s3cret");
  }
}
