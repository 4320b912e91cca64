package io.trunkline.sip.component;

import io.trunkline.sip.AliveRule;
import io.trunkline.sip.CheckMethod;
import io.trunkline.sip.digest.DigestAlgorithm;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code sip-check:}; those of TLS are inherited. The descriptions are the
 * component's documentation.
 */
@UriParams
public class SipCheckOptions extends SipCheckTlsOptions {
  @UriParam(description = "What to send", defaultValue = "OPTIONS")
  private CheckMethod method = CheckMethod.OPTIONS;

  @UriParam(
      description = "Transport; without it the URI, then DNS, then UDP decide",
      enums = "udp,tcp,tls")
  private @Nullable String transport;

  @UriParam(description = "Domain of the registrar when it is not the host")
  private @Nullable String domain;

  @UriParam(description = "User of the address of record, and for digest challenges")
  private @Nullable String user;

  @UriParam(description = "Password for digest challenges; prefer passwordEnv", secret = true)
  private @Nullable String password;

  @UriParam(description = "Name of the environment variable that holds the password")
  private @Nullable String passwordEnv;

  @UriParam(
      description =
          "Bind a Contact of ours for so many seconds with REGISTER, and remove it; 0 asks only")
  private int bindSeconds;

  @UriParam(
      description = "Longest time for the whole check",
      javaType = "java.time.Duration",
      defaultValue = "32000")
  private long timeout = 32_000;

  @UriParam(
      description = "Timer T1: first gap between copies over UDP",
      javaType = "java.time.Duration",
      defaultValue = "500")
  private long t1 = 500;

  @UriParam(
      description = "Timer T2: longest gap between copies over UDP",
      javaType = "java.time.Duration",
      defaultValue = "4000")
  private long t2 = 4_000;

  @UriParam(
      description = "Longest time for one TCP connection",
      javaType = "java.time.Duration",
      defaultValue = "5000")
  private long connectTimeout = 5_000;

  @UriParam(
      description = "Longest time for one TLS handshake",
      javaType = "java.time.Duration",
      defaultValue = "5000")
  private long tlsTimeout = 5_000;

  @UriParam(
      description = "Start at a random moment within this time, so that many checks spread",
      javaType = "java.time.Duration",
      defaultValue = "0")
  private long spread;

  @UriParam(
      description =
          "Which answers to OPTIONS are good: ANY, ALIVE (not 408, 5xx, 6xx), SUCCESS (2xx)",
      defaultValue = "ALIVE")
  private AliveRule alive = AliveRule.ALIVE;

  @UriParam(description = "Follow 3xx, at most five times and nowhere twice")
  private boolean followRedirects;

  @UriParam(description = "Weakest digest algorithm to answer", defaultValue = "MD5")
  private DigestAlgorithm weakestDigest = DigestAlgorithm.MD5;

  @UriParam(description = "Our own address to send from")
  private @Nullable String localAddress;

  @UriParam(description = "What the body becomes", defaultValue = "RECORD")
  private ResultFormat format = ResultFormat.RECORD;

  public CheckMethod getMethod() {
    return method;
  }

  public void setMethod(CheckMethod method) {
    this.method = method;
  }

  public @Nullable String getTransport() {
    return transport;
  }

  public void setTransport(@Nullable String transport) {
    this.transport = transport;
  }

  public @Nullable String getDomain() {
    return domain;
  }

  public void setDomain(@Nullable String domain) {
    this.domain = domain;
  }

  public @Nullable String getUser() {
    return user;
  }

  public void setUser(@Nullable String user) {
    this.user = user;
  }

  public @Nullable String getPassword() {
    return password;
  }

  public void setPassword(@Nullable String password) {
    this.password = password;
  }

  public @Nullable String getPasswordEnv() {
    return passwordEnv;
  }

  public void setPasswordEnv(@Nullable String passwordEnv) {
    this.passwordEnv = passwordEnv;
  }

  public int getBindSeconds() {
    return bindSeconds;
  }

  public void setBindSeconds(int bindSeconds) {
    this.bindSeconds = bindSeconds;
  }

  public long getTimeout() {
    return timeout;
  }

  public void setTimeout(long timeout) {
    this.timeout = timeout;
  }

  public long getT1() {
    return t1;
  }

  public void setT1(long t1) {
    this.t1 = t1;
  }

  public long getT2() {
    return t2;
  }

  public void setT2(long t2) {
    this.t2 = t2;
  }

  public long getConnectTimeout() {
    return connectTimeout;
  }

  public void setConnectTimeout(long connectTimeout) {
    this.connectTimeout = connectTimeout;
  }

  public long getTlsTimeout() {
    return tlsTimeout;
  }

  public void setTlsTimeout(long tlsTimeout) {
    this.tlsTimeout = tlsTimeout;
  }

  public long getSpread() {
    return spread;
  }

  public void setSpread(long spread) {
    this.spread = spread;
  }

  public AliveRule getAlive() {
    return alive;
  }

  public void setAlive(AliveRule alive) {
    this.alive = alive;
  }

  public boolean isFollowRedirects() {
    return followRedirects;
  }

  public void setFollowRedirects(boolean followRedirects) {
    this.followRedirects = followRedirects;
  }

  public DigestAlgorithm getWeakestDigest() {
    return weakestDigest;
  }

  public void setWeakestDigest(DigestAlgorithm weakestDigest) {
    this.weakestDigest = weakestDigest;
  }

  public @Nullable String getLocalAddress() {
    return localAddress;
  }

  public void setLocalAddress(@Nullable String localAddress) {
    this.localAddress = localAddress;
  }

  public ResultFormat getFormat() {
    return format;
  }

  public void setFormat(ResultFormat format) {
    this.format = format;
  }
}
