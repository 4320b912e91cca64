package io.trunkline.sip.diagnosis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is probably wrong with a trunk, and what to do next. */
public enum Diagnosis {
  HEALTHY("Both sides see the carrier up.", "Nothing to do."),
  ALLOW_LIST_OR_ROUTE(
      "The carrier answers us, and Genesys Cloud does not reach it.",
      "Ask the carrier to allow all SIP addresses of the org's region; then check the trunk's SIP"
          + " servers, transport and port."),
  TRUNK_CREDENTIALS(
      "The carrier is up, and refuses the registration that Genesys Cloud sends.",
      "Compare realm, user name and password of the trunk with the carrier's account."),
  CREDENTIALS(
      "The carrier answers and refuses the credentials.",
      "Ask the carrier for the account's user name, password and realm, and set them in the spec."),
  OUR_CREDENTIALS(
      "Genesys Cloud is registered, and our check's credentials are refused.",
      "Correct the user or password that the check uses; the trunk itself works."),
  ACCOUNT_OR_DOMAIN(
      "The carrier answers and turns us away, and Genesys Cloud is down too.",
      "Ask the carrier whether the account, the domain and the source addresses are enabled."),
  CHECK_TURNED_AWAY(
      "Genesys Cloud is up; the carrier only turns our check away.",
      "Let the carrier allow this machine's address, or check with OPTIONS instead of REGISTER."),
  CARRIER_FAULT(
      "The carrier answers with a fault.",
      "Report status and time to the carrier; a Retry-After in the verdict says when to look again."),
  CARRIER_UNSTEADY(
      "The carrier answers us with a fault, and Genesys Cloud sees it up.",
      "Watch the next checks; if it stays, report the status to the carrier."),
  CERTIFICATE(
      "The carrier's TLS fails for us, and Genesys Cloud is down or unseen.",
      "Read the certificate in the verdict: public authority, name of the host, end date; then ask"
          + " the carrier."),
  CERTIFICATE_UNSEEN(
      "The carrier's TLS fails for us, and Genesys Cloud still sees it up.",
      "Act before Genesys Cloud reconnects: its connection may be older than the certificate."),
  CARRIER_DOWN(
      "Neither side reaches the carrier.",
      "Call the carrier; check that host, port and transport are still right."),
  OUR_PATH(
      "Genesys Cloud reaches the carrier, and we do not.",
      "The trunk works. Let the carrier allow this machine's address, or check the way from here."),
  GOOD_FROM_HERE(
      "The carrier answers us; nothing fresh is known of Genesys Cloud.",
      "Look why the trunk's state is old: edges, polling, permissions."),
  BAD_FROM_HERE(
      "We do not reach the carrier; nothing fresh is known of Genesys Cloud.",
      "An allow list looks like this too. Get the trunk's state before calling the carrier."),
  GENESYS_ONLY_UP(
      "Genesys Cloud sees the carrier up; we have no fresh check.", "Run a check of the carrier."),
  GENESYS_ONLY_DOWN(
      "Genesys Cloud sees the carrier down; we have no fresh check.",
      "Run a check of the carrier to tell its fault from the way between."),
  UNKNOWN("Neither side has fresh data.", "Run a check, and look why the trunk's state is old.");

  private final String finding;
  private final String advice;

  Diagnosis(String finding, String advice) {
    this.finding = finding;
    this.advice = advice;
  }

  /** What was found, in a sentence. */
  public String finding() {
    return finding;
  }

  /** What to do next, in a sentence. */
  public String advice() {
    return advice;
  }

  /** The word in JSON. */
  @JsonValue
  public String token() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
