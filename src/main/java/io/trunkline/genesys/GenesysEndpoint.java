package io.trunkline.genesys;

import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** Find, make and change telephony objects of a Genesys Cloud org. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "genesys",
    title = "Genesys Cloud",
    syntax = "genesys:resource",
    category = {Category.CLOUD, Category.API},
    headersClass = GenesysConstants.class)
public class GenesysEndpoint extends DefaultEndpoint {
  @UriPath(
      description =
          "The resource, for example location, site, trunkBase, outboundRoute, or api for any call")
  private GenesysResource resource;

  @UriParam(description = "What to do with the resource", defaultValue = "GET")
  private GenesysOperation operation = GenesysOperation.GET;

  @UriParam(
      description =
          "Name of the configured org, * for all of them in a consumer; the header CamelGenesysOrg"
              + " wins")
  private @Nullable String org;

  @UriParam(
      description = "HTTP method of a call",
      enums = "GET,HEAD,POST,PUT,PATCH,DELETE",
      defaultValue = "GET")
  private String method = "GET";

  @UriParam(description = "Path of a call, beginning with /api/v2/")
  private @Nullable String path;

  @UriParam(description = "Gives way to provisioning when the org's call budget is short")
  private boolean polling;

  @UriParam(
      description = "How long await looks for the object",
      javaType = "java.time.Duration",
      defaultValue = "60000")
  private long timeout = Duration.ofSeconds(60).toMillis();

  @UriParam private NotificationOptions notifications = new NotificationOptions();

  GenesysEndpoint(String uri, GenesysComponent component, GenesysResource resource) {
    super(uri, component);
    this.resource = resource;
  }

  @Override
  public GenesysComponent getComponent() {
    return (GenesysComponent) super.getComponent();
  }

  @Override
  public Producer createProducer() {
    if (resource == GenesysResource.NOTIFICATIONS) {
      throw new UnsupportedOperationException("genesys:notifications can only start a route");
    }
    return new GenesysProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (resource != GenesysResource.NOTIFICATIONS) {
      throw new UnsupportedOperationException("genesys:" + resource + " cannot start a route");
    }
    NotificationsConsumer consumer = new NotificationsConsumer(this, processor);
    configureConsumer(consumer);
    return consumer;
  }

  public GenesysResource getResource() {
    return resource;
  }

  public void setResource(GenesysResource resource) {
    this.resource = resource;
  }

  public GenesysOperation getOperation() {
    return operation;
  }

  public void setOperation(GenesysOperation operation) {
    this.operation = operation;
  }

  public @Nullable String getOrg() {
    return org;
  }

  public void setOrg(@Nullable String org) {
    this.org = org;
  }

  public String getMethod() {
    return method;
  }

  public void setMethod(String method) {
    this.method = method;
  }

  public @Nullable String getPath() {
    return path;
  }

  public void setPath(@Nullable String path) {
    this.path = path;
  }

  public boolean isPolling() {
    return polling;
  }

  public void setPolling(boolean polling) {
    this.polling = polling;
  }

  public NotificationOptions getNotifications() {
    return notifications;
  }

  public void setNotifications(NotificationOptions notifications) {
    this.notifications = notifications;
  }

  public long getTimeout() {
    return timeout;
  }

  public void setTimeout(long timeout) {
    this.timeout = timeout;
  }
}
