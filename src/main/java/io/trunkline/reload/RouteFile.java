package io.trunkline.reload;

import java.nio.charset.StandardCharsets;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * A route file or Kamelet as it was read.
 *
 * @param name relative to the service's folder, as in {@code routes/errors.camel.yaml}
 * @param location where Camel's loader found it at the start, as in {@code file:/opt/routes/...}
 * @param text its content
 */
record RouteFile(String name, String location, String text) {
  /** As Camel's loader takes it: what was checked is what is loaded, whatever an editor does. */
  Resource resource() {
    return ResourceHelper.fromBytes(location, text.getBytes(StandardCharsets.UTF_8));
  }
}
