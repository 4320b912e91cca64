package io.trunkline.sip.component;

import io.trunkline.sip.transport.CipherFloor;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** What {@code sip-check:} demands of a server over TLS, and what it shows of itself. */
@UriParams
public abstract class SipCheckTlsOptions {
  @UriParam(
      description = "PEM file of the authorities to trust instead of Java's",
      label = "security")
  private @Nullable String trust;

  @UriParam(
      description = "PEM file of our own certificate chain for mutual TLS",
      label = "security")
  private @Nullable String certificate;

  @UriParam(description = "PEM file (PKCS#8) of its private key", label = "security")
  private @Nullable String key;

  @UriParam(
      description = "Oldest TLS version",
      enums = "TLSv1.2,TLSv1.3",
      defaultValue = "TLSv1.2",
      label = "security")
  private String oldestTls = "TLSv1.2";

  @UriParam(
      description = "Weakest cipher suites",
      defaultValue = "JAVA_DEFAULT",
      label = "security")
  private CipherFloor ciphers = CipherFloor.JAVA_DEFAULT;

  @UriParam(
      description = "Whether the certificate must name the host (RFC 5922)",
      defaultValue = "true",
      label = "security")
  private boolean checkName = true;

  @UriParam(
      description = "Whether a wildcard in a certificate counts",
      defaultValue = "true",
      label = "security")
  private boolean wildcards = true;

  @UriParam(
      description = "Warn when the certificate ends in fewer days",
      defaultValue = "30",
      label = "security")
  private int warnDays = 30;

  public @Nullable String getTrust() {
    return trust;
  }

  public void setTrust(@Nullable String trust) {
    this.trust = trust;
  }

  public @Nullable String getCertificate() {
    return certificate;
  }

  public void setCertificate(@Nullable String certificate) {
    this.certificate = certificate;
  }

  public @Nullable String getKey() {
    return key;
  }

  public void setKey(@Nullable String key) {
    this.key = key;
  }

  public String getOldestTls() {
    return oldestTls;
  }

  public void setOldestTls(String oldestTls) {
    this.oldestTls = oldestTls;
  }

  public CipherFloor getCiphers() {
    return ciphers;
  }

  public void setCiphers(CipherFloor ciphers) {
    this.ciphers = ciphers;
  }

  public boolean isCheckName() {
    return checkName;
  }

  public void setCheckName(boolean checkName) {
    this.checkName = checkName;
  }

  public boolean isWildcards() {
    return wildcards;
  }

  public void setWildcards(boolean wildcards) {
    this.wildcards = wildcards;
  }

  public int getWarnDays() {
    return warnDays;
  }

  public void setWarnDays(int warnDays) {
    this.warnDays = warnDays;
  }
}
