package io.trunkline.simulator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.trunkline.simulator.http.Refusal;
import io.trunkline.simulator.org.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/** Reads certificates in PEM form. */
final class Pem {
  private Pem() {}

  /** The platform's details of each certificate in a PEM text. */
  static ArrayNode details(String pem, long nowMillis) {
    ArrayNode details = Json.MAPPER.createArrayNode();
    for (Certificate certificate : parse(pem)) {
      X509Certificate x509 = (X509Certificate) certificate;
      boolean expired = x509.getNotAfter().toInstant().toEpochMilli() < nowMillis;
      boolean begun = x509.getNotBefore().toInstant().toEpochMilli() <= nowMillis;
      details
          .addObject()
          .put("issuer", x509.getIssuerX500Principal().getName())
          .put("subject", x509.getSubjectX500Principal().getName())
          .put("expirationDate", Json.date(x509.getNotAfter().toInstant().toEpochMilli()))
          .put("issueDate", Json.date(x509.getNotBefore().toInstant().toEpochMilli()))
          .put("expired", expired)
          .put("valid", begun && !expired)
          .put("signatureValid", selfSigned(x509));
    }
    return details;
  }

  private static Collection<? extends Certificate> parse(String pem) {
    try {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      // Refused below, like a text without any certificate.
    }
    throw Refusal.invalid("certificate", "Field 'certificate' is not a certificate in PEM form.");
  }

  // An authority signs itself; the chain of any other certificate is not at hand here.
  private static boolean selfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
