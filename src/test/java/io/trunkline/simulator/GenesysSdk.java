package io.trunkline.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.mypurecloud.sdk.v2.ApiClient;
import com.mypurecloud.sdk.v2.ApiException;
import com.mypurecloud.sdk.v2.AsyncApiCallback;
import com.mypurecloud.sdk.v2.connector.ApiClientConnector;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProperties;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProperty;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProvider;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorRequest;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorResponse;
import com.mypurecloud.sdk.v2.connector.apache.ApacheHttpClientConnectorProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Genesys' Java SDK, unmodified, with its own login, pointed at a simulator by a connector that
 * changes nothing but scheme, host and port. Its mapper fails on fields that a model does not have.
 */
final class GenesysSdk {
  private GenesysSdk() {}

  static ApiClient loggedIn(URI simulator) throws IOException, ApiException {
    ApiClient client =
        ApiClient.Builder.standard()
            .withBasePath("https://api.mypurecloud.com")
            .withConnectionTimeout(20_000)
            .withShouldRefreshAccessToken(false)
            .withProperty(ApiClientConnectorProperty.CONNECTOR_PROVIDER, new Provider(simulator))
            .build();
    client.getObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);
    client.authorizeClientCredentials("simulator", "simulator");
    return client;
  }

  private record Provider(URI target) implements ApiClientConnectorProvider {
    @Override
    public ApiClientConnector create(ApiClientConnectorProperties properties) {
      return new Redirecting(new ApacheHttpClientConnectorProvider().create(properties), target);
    }
  }

  private record Redirecting(ApiClientConnector inner, URI target) implements ApiClientConnector {
    @Override
    public ApiClientConnectorResponse invoke(ApiClientConnectorRequest request) throws IOException {
      return inner.invoke(new Redirected(request, target));
    }

    @Override
    public Future<ApiClientConnectorResponse> invokeAsync(
        ApiClientConnectorRequest request, AsyncApiCallback<ApiClientConnectorResponse> callback) {
      return inner.invokeAsync(new Redirected(request, target), callback);
    }

    @Override
    public void close() throws IOException {
      try {
        inner.close();
      } catch (IOException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }

  private record Redirected(ApiClientConnectorRequest inner, URI target)
      implements ApiClientConnectorRequest {
    @Override
    public String getMethod() {
      return inner.getMethod();
    }

    @Override
    public String getUrl() {
      URI original = URI.create(inner.getUrl());
      String query = original.getRawQuery() == null ? "" : "?" + original.getRawQuery();
      return target + original.getRawPath() + query;
    }

    @Override
    public Map<String, String> getHeaders() {
      return inner.getHeaders();
    }

    @Override
    public boolean hasBody() {
      return inner.hasBody();
    }

    @Override
    public String readBody() throws IOException {
      return inner.readBody();
    }

    @Override
    public InputStream getBody() throws IOException {
      return inner.getBody();
    }
  }
}
