package io.trunkline.connection;

import java.util.Map;

/** Keys of a BYOC trunk base's {@code properties} that a spec has words for (fact sheet 3.6). */
final class TrunkProperty {
  static final String ENABLED = "trunk_enabled";
  static final String TRANSPORT = "trunk_transport_protocolVariant";
  static final String SIP_SERVERS = "trunk_transport_serverProxyList";
  static final String TERMINATION_IDENTIFIER = "trunk_sip_termination_uri";
  static final String ALLOW_LIST = "trunk_access_acl_allowList";
  static final String REALM = "trunk_sip_authentication_credentials_realm";
  static final String USER_NAME = "trunk_sip_authentication_credentials_username";
  static final String PASSWORD = "trunk_sip_authentication_credentials_password";
  static final String CALLER_ADDRESS = "trunk_outboundIdentity_callingAddress";
  static final String CALLER_ADDRESS_OVERRIDE =
      "trunk_outboundIdentity_callingAddress_overrideMethod";
  static final String CALLER_NAME = "trunk_outboundIdentity_callingName";
  static final String CALLER_NAME_OVERRIDE = "trunk_outboundIdentity_callingName_overrideMethod";
  static final String CODECS = "trunk_media_codec";

  /**
   * Each key with the field of {@code trunk} that owns it; such a key may not be a property too.
   */
  static final Map<String, String> OWNERS =
      Map.ofEntries(
          Map.entry(ENABLED, "enabled"),
          Map.entry(TRANSPORT, "transport"),
          Map.entry(SIP_SERVERS, "sipServers"),
          Map.entry(TERMINATION_IDENTIFIER, "terminationIdentifier"),
          Map.entry(ALLOW_LIST, "allowList"),
          Map.entry(REALM, "credentials.realm"),
          Map.entry(USER_NAME, "credentials.userName"),
          Map.entry(PASSWORD, "credentials.passwordEnv"),
          Map.entry(CALLER_ADDRESS, "callerAddress"),
          Map.entry(CALLER_ADDRESS_OVERRIDE, "callerAddressOverride"),
          Map.entry(CALLER_NAME, "callerName"),
          Map.entry(CALLER_NAME_OVERRIDE, "callerNameOverride"),
          Map.entry(CODECS, "codecs"),
          Map.entry("trunk_type", "type"));

  private TrunkProperty() {}
}
