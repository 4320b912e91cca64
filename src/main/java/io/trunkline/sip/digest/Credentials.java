package io.trunkline.sip.digest;

/**
 * A user name and its password. The password is never part of {@link #toString()}.
 *
 * @param user as the registrar knows it
 * @param password in clear, only in memory
 */
public record Credentials(String user, String password) {
  @Override
  public String toString() {
    return "Credentials[user=" + user + ", password=***]";
  }
}
