package io.trunkline.sip.message;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order of the wire (RFC 3261 section 7.3). Names compare without case and
 * compact names were already written out.
 */
public final class SipHeaders {
  /**
   * One header field.
   *
   * @param name the long name
   * @param value the unfolded value without blanks around it
   */
  public record Field(String name, String value) {}

  private final List<Field> fields;
  private @Nullable List<Via> vias;
  private @Nullable CSeq cseq;
  private @Nullable List<NameAddress> contacts;

  private SipHeaders(List<Field> fields) {
    this.fields = fields;
  }

  /** Starts an empty list to fill. */
  public static Builder builder() {
    return new Builder();
  }

  /** All fields in the order of the wire. */
  public List<Field> fields() {
    return fields;
  }

  /** The value of the first field of this name, or null when there is none. */
  public @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        return field.value;
      }
    }
    return null;
  }

  /** The values of all fields of this name, one for each line. */
  public List<String> lines(String name) {
    List<String> found = new ArrayList<>(2);
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        found.add(field.value);
      }
    }
    return found;
  }

  /**
   * The single values of a list header: every line cut at its commas, those in quotes and angle
   * brackets left alone (RFC 3261 section 7.3.1).
   */
  public List<String> values(String name) throws SipSyntaxException {
    List<String> found = List.of();
    for (Field field : fields) {
      if (field.name.equalsIgnoreCase(name)) {
        List<String> more = HeaderText.split(name, field.value, ',');
        if (found.isEmpty()) {
          found = more;
        } else {
          found.addAll(more);
        }
      }
    }
    return found;
  }

  /** Every Via value, the topmost first; read once. */
  public List<Via> vias() throws SipSyntaxException {
    if (vias == null) {
      List<Via> found = new ArrayList<>(1);
      for (String value : values(HeaderName.VIA)) {
        found.add(Via.parse(value));
      }
      vias = List.copyOf(found);
    }
    return vias;
  }

  /** The CSeq, read once. */
  public CSeq cseq() throws SipSyntaxException {
    if (cseq == null) {
      String value = first(HeaderName.CSEQ);
      cseq = CSeq.parse(value == null ? "" : value);
    }
    return cseq;
  }

  /** Every Contact value but {@code *}, read once. */
  public List<NameAddress> contacts() throws SipSyntaxException {
    if (contacts == null) {
      List<NameAddress> found = new ArrayList<>(0);
      for (String value : values(HeaderName.CONTACT)) {
        if (!value.equals("*")) {
          found.add(NameAddress.parse(HeaderName.CONTACT, value));
        }
      }
      contacts = List.copyOf(found);
    }
    return contacts;
  }

  void appendTo(StringBuilder text) {
    for (Field field : fields) {
      text.append(field.name).append(": ").append(field.value).append("\r\n");
    }
  }

  /** The fields for people; credentials are masked. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Field field : fields) {
      String shown = HeaderName.isSecret(field.name) ? "***" : field.value;
      text.append(field.name).append(": ").append(shown).append('\n');
    }
    return text.toString();
  }

  /** Collects fields in order. */
  public static final class Builder {
    private final List<Field> fields = new ArrayList<>(16);

    private Builder() {}

    /** Adds one field at the end; a compact name is written out. */
    @CanIgnoreReturnValue
    public Builder add(String name, String value) {
      fields.add(new Field(HeaderName.expand(name), value));
      return this;
    }

    int size() {
      return fields.size();
    }

    /** The finished list; this builder must not be used again. */
    public SipHeaders build() {
      return new SipHeaders(fields);
    }
  }
}
