package io.trunkline.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mypurecloud.sdk.v2.ApiClient;
import com.mypurecloud.sdk.v2.ApiException;
import com.mypurecloud.sdk.v2.ApiRequest;
import com.mypurecloud.sdk.v2.ApiRequestBuilder;
import com.mypurecloud.sdk.v2.ApiResponse;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProperty;
import com.mypurecloud.sdk.v2.connector.ApiClientConnectorProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Genesys SDK behind one method: JSON trees in and out, so that fields and enum values which
 * the SDK's models do not know survive. Its own retries, token renewal, user-home configuration and
 * 2-connection pool stay out of use.
 */
final class SdkClient implements AutoCloseable {
  private static final String TOKEN_PATH = "/oauth/token";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Org org;
  private final ApiClient client;

  SdkClient(Org org, HttpSettings settings) {
    this.org = org;
    ApiClientConnectorProvider connector =
        new PooledConnectorProvider(
            settings, org.apiUrl() + TOKEN_PATH, org.loginUrl() + TOKEN_PATH);
    this.client =
        ApiClient.Builder.standard()
            .withBasePath(org.apiUrl().toString())
            .withShouldRefreshAccessToken(false)
            .withRetryConfiguration(new ApiClient.RetryConfiguration())
            .withAutoReloadConfig(false)
            .withProperty(ApiClientConnectorProperty.CONNECTOR_PROVIDER, connector)
            .build();
  }

  /**
   * Makes one call.
   *
   * @throws IOException when no answer came
   */
  Answer call(GenesysCall call, String token) throws IOException {
    ApiRequestBuilder<?> request =
        ApiRequestBuilder.create(call.method(), call.path())
            .withCustomHeader("Authorization", "Bearer " + token)
            .withAccepts("application/json")
            .withContentTypes("application/json");
    for (Map.Entry<String, Object> parameter : call.query().entrySet()) {
      String format = parameter.getValue() instanceof List ? "multi" : "";
      request = request.withQueryParameters(parameter.getKey(), format, parameter.getValue());
    }
    return invoke(call.body() == null ? request.build() : request.withBody(call.body()).build());
  }

  /** Asks for a token with the client-credentials grant (fact sheet 2.1). */
  Answer login() throws IOException {
    String credentials = org.clientId() + ":" + org.clientSecret();
    return invoke(
        ApiRequestBuilder.create("POST", TOKEN_PATH)
            .withCustomHeader(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
            .withCustomHeader("Content-Type", "application/x-www-form-urlencoded")
            .withFormParameter("grant_type", "client_credentials")
            .build());
  }

  private Answer invoke(ApiRequest<?> request) throws IOException {
    try {
      ApiResponse<JsonNode> response = client.invoke(request, new TypeReference<>() {});
      return new Answer(
          response.getStatusCode(), lowerCase(response.getHeaders()), response.getBody());
    } catch (ApiException e) {
      if (e.getStatusCode() == 0) {
        throw new IOException(e.getMessage(), e);
      }
      return new Answer(e.getStatusCode(), lowerCase(e.getHeaders()), parsed(e.getRawBody()));
    }
  }

  private static Map<String, String> lowerCase(Map<String, String> headers) {
    Map<String, String> result = new HashMap<>();
    headers.forEach((name, value) -> result.put(name.toLowerCase(Locale.ROOT), value));
    return result;
  }

  private static @Nullable JsonNode parsed(@Nullable String body) {
    try {
      return body == null ? null : JSON.readTree(body);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("The connections of org " + org.name() + " did not close", e);
    }
  }
}
