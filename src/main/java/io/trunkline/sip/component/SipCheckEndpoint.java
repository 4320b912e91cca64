package io.trunkline.sip.component;

import io.trunkline.sip.SipChecker;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Check a SIP peer with REGISTER or OPTIONS over UDP, TCP or TLS and judge what it answers. */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "sip-check",
    title = "SIP Check",
    syntax = "sip-check:target",
    category = {Category.NETWORKING, Category.MONITORING},
    producerOnly = true,
    headersClass = SipCheckConstants.class)
public class SipCheckEndpoint extends DefaultEndpoint {
  @UriPath(
      description =
          "Whom to check: host, host:port or a sip: URI; any word when a header names the target")
  private String target;

  @UriParam private SipCheckOptions options = new SipCheckOptions();

  SipCheckEndpoint(String uri, SipCheckComponent component, String target) {
    super(uri, component);
    this.target = target;
  }

  @Override
  public Producer createProducer() {
    return new SipCheckProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("sip-check:" + target + " cannot start a route");
  }

  SipChecker checker() {
    return ((SipCheckComponent) getComponent()).required();
  }

  public String getTarget() {
    return target;
  }

  public void setTarget(String target) {
    this.target = target;
  }

  public SipCheckOptions getOptions() {
    return options;
  }

  public void setOptions(SipCheckOptions options) {
    this.options = options;
  }
}
