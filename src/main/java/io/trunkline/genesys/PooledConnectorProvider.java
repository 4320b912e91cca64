package io.trunkline.genesys;

import com.mypurecloud.sdk.v2.AsyncApiCallback;
import com.mypurecloud.sdk.v2.connector.ApiClientConnector;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProperties;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProvider;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorRequest;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorResponse;
import com.mypurecloud.sdk.v2.connector.apache.ApacheHttpClientConnector;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.http.auth.AuthSchemeProvider;
import org.apache.http.client.config.AuthSchemes;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.impl.auth.BasicSchemeFactory;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;

/**
 * Gives the SDK its own Apache engine with a pool of our size, timeouts, no silent re-sends, and a
 * token endpoint on any host: the SDK derives that host from the region and knows no other.
 */
final class PooledConnectorProvider implements ApiClientConnectorProvider {
  private final HttpSettings settings;
  private final String derivedTokenUrl;
  private final String tokenUrl;

  PooledConnectorProvider(HttpSettings settings, String derivedTokenUrl, String tokenUrl) {
    this.settings = settings;
    this.derivedTokenUrl = derivedTokenUrl;
    this.tokenUrl = tokenUrl;
  }

  @Override
  public ApiClientConnector create(ApiClientConnectorProperties properties) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    HttpClientBuilder builder =
        HttpClients.custom()
            .useSystemProperties()
            .setMaxConnPerRoute(settings.connections())
            .setMaxConnTotal(settings.connections())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableRedirectHandling()
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .setConnectionRequestTimeout(timeout)
                    .build());
    ProxyLogin login = settings.proxyLogin();
    if (login != null) {
      builder
          .setDefaultAuthSchemeRegistry(
              RegistryBuilder.<AuthSchemeProvider>create()
                  .register(AuthSchemes.BASIC, new BasicSchemeFactory(StandardCharsets.UTF_8))
                  .build())
          .setDefaultCredentialsProvider(
              login.credentials(URI.create(derivedTokenUrl), URI.create(tokenUrl)));
    }
    CloseableHttpClient http = builder.build();
    return new Redirecting(new ApacheHttpClientConnector(http, null));
  }

  private final class Redirecting implements ApiClientConnector {
    private final ApacheHttpClientConnector connector;

    Redirecting(ApacheHttpClientConnector connector) {
      this.connector = connector;
    }

    @Override
    public ApiClientConnectorResponse invoke(ApiClientConnectorRequest request) throws IOException {
      return connector.invoke(redirected(request));
    }

    @Override
    public Future<ApiClientConnectorResponse> invokeAsync(
        ApiClientConnectorRequest request, AsyncApiCallback<ApiClientConnectorResponse> callback) {
      return connector.invokeAsync(redirected(request), callback);
    }

    @Override
    public void close() throws IOException {
      connector.close();
    }

    private ApiClientConnectorRequest redirected(ApiClientConnectorRequest request) {
      return request.getUrl().equals(derivedTokenUrl)
          ? new TokenRequest(request, tokenUrl)
          : request;
    }
  }

  private record TokenRequest(ApiClientConnectorRequest request, String url)
      implements ApiClientConnectorRequest {
    @Override
    public String getMethod() {
      return request.getMethod();
    }

    @Override
    public String getUrl() {
      return url;
    }

    @Override
    public Map<String, String> getHeaders() {
      return request.getHeaders();
    }

    @Override
    public boolean hasBody() {
      return request.hasBody();
    }

    @Override
    public String readBody() throws IOException {
      return request.readBody();
    }

    @Override
    public InputStream getBody() throws IOException {
      return request.getBody();
    }
  }
}
