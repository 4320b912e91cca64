package io.trunkline.sip;

import io.trunkline.connection.SipSyntaxException;
import io.trunkline.connection.SipUri;
import io.trunkline.sip.message.HeaderName;
import io.trunkline.sip.message.HeaderText;
import io.trunkline.sip.message.NameAddress;
import io.trunkline.sip.message.SipHeaders;
import io.trunkline.sip.message.SipResponse;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the Contact fields of answers (RFC 3261 sections 10.2.4 and 8.1.3.4). */
final class RegistrationAnswer {
  private RegistrationAnswer() {}

  /** What a 2xx to a query tells: whose bindings there are. */
  static Verdict.Registration queried(SipResponse response) {
    return new Verdict.Registration(0, null, texts(contacts(response.headers())), null, null);
  }

  /** What a 2xx to our binding tells: whether it is there, for how long, and who else is. */
  static Verdict.Registration bound(SipResponse response, String ownContact, int asked) {
    List<NameAddress> contacts = contacts(response.headers());
    Integer granted = null;
    boolean own = false;
    for (NameAddress contact : contacts) {
      if (same(contact.uri(), ownContact)) {
        own = true;
        granted = granted(contact, response.headers());
      }
    }
    return new Verdict.Registration(asked, granted, texts(contacts), own, null);
  }

  private static @Nullable Integer granted(NameAddress contact, SipHeaders headers) {
    String text = contact.parameters().get("expires");
    if (text == null) {
      text = headers.first(HeaderName.EXPIRES);
    }
    boolean readable = text != null && HeaderText.isDigits(text) && text.length() <= 9;
    return readable ? Integer.valueOf(text) : null;
  }

  /** Targets of a 3xx, highest q first. */
  static List<String> redirects(SipResponse response) {
    return contacts(response.headers()).stream()
        .sorted(Comparator.comparingDouble(RegistrationAnswer::preference).reversed())
        .map(NameAddress::uri)
        .toList();
  }

  private static double preference(NameAddress contact) {
    try {
      return Double.parseDouble(contact.parameters().getOrDefault("q", "1"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static List<NameAddress> contacts(SipHeaders headers) {
    try {
      return headers.contacts();
    } catch (io.trunkline.sip.message.SipSyntaxException e) {
      throw new IllegalStateException("the reader let a bad Contact pass", e);
    }
  }

  private static List<String> texts(List<NameAddress> contacts) {
    return contacts.stream().map(NameAddress::uri).toList();
  }

  /** Equality of RFC 3261 19.1.4; what is no SIP URI compares as text. */
  private static boolean same(String one, String other) {
    try {
      return SipUri.parse(one).sameAs(SipUri.parse(other));
    } catch (SipSyntaxException e) {
      return one.equals(other);
    }
  }
}
