package org.sketchsdk.demo.net;

import java.io.IOException;
import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Lets phones in, and nobody else: over HTTPS with a certificate made on the spot, and with a
 * secret in the address. The first request exchanges the secret for a cookie. Key and secrets are
 * in memory only. Thread-safe.
 */
public final class PhoneAccess {
  /** Browsers keep a cookie with this prefix to this host, to HTTPS and to all of its paths. */
  public static final String COOKIE = "__Host-sketch";

  static final String TOKEN = "token";

  private static final int SECRET_BYTES = 16;
  private static final Duration VALID = Duration.ofDays(7);

  /** Clocks of phones differ. */
  private static final Duration BEFORE = Duration.ofDays(1);

  private final InetAddress address;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final String token;
  private final String cookie;

  private PhoneAccess(
      InetAddress address, KeyPair keys, X509Certificate certificate, String token, String cookie) {
    this.address = address;
    this.keys = keys;
    this.certificate = certificate;
    this.token = token;
    this.cookie = cookie;
  }

  /**
   * Makes key, certificate and secrets.
   *
   * @param address the address of this machine that phones use
   */
  public static PhoneAccess create(InetAddress address) throws IOException {
    SecureRandom random = new SecureRandom();
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair keys = generator.generateKeyPair();
      return new PhoneAccess(
          address, keys, certificate(keys, address, random), secret(random), secret(random));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
    }
  }

  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static X509Certificate certificate(KeyPair keys, InetAddress address, SecureRandom random)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X500Name name = new X500Name("CN=Sketch demo");
    Instant now = Instant.now();
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(64, random).add(BigInteger.ONE),
            Date.from(now.minus(BEFORE)),
            Date.from(now.plus(VALID)),
            name,
            keys.getPublic());
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.iPAddress, text(address))));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** The address as browsers write it, in brackets if it is of version 6. */
  public String host() {
    return address instanceof Inet6Address ? "[" + text(address) + "]" : text(address);
  }

  /** The address to open on a phone, with the secret. */
  public String link(int port) {
    return "https://" + host() + ":" + port + "/?" + TOKEN + "=" + token;
  }

  /** The certificate that the server shows. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** The certificate's SHA-256, as browsers show it. */
  public String fingerprint() throws IOException {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate cannot be encoded", e);
    }
  }

  /** Returns what a connector for HTTPS needs. */
  public SslContextFactory.Server tls() throws IOException {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      String password = secret(new SecureRandom());
      store.setKeyEntry(
          "sketch", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
      tls.setKeyStore(store);
      tls.setKeyStorePassword(password);
    } catch (GeneralSecurityException e) {
      throw new IOException("this Java cannot keep a key in memory: " + e.getMessage(), e);
    }
    return tls;
  }

  /** Tells whether a request has the cookie. */
  public boolean admits(Request request) {
    for (HttpCookie each : Request.getCookies(request)) {
      if (each.getName().equals(COOKIE) && same(cookie, each.getValue())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Exchanges the secret for a cookie.
   *
   * @return the value of {@code Set-Cookie}; empty if the address of the request has no secret, or
   *     a wrong one
   */
  public Optional<String> cookieFor(Request request) {
    if (!same(token, Request.extractQueryParameters(request).getValue(TOKEN))) {
      return Optional.empty();
    }
    // Lax: the phone comes from another page or an app, and goes on to the address below.
    return Optional.of(COOKIE + "=" + cookie + "; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  /** Compares in a time that tells nothing about where two texts differ. */
  private static boolean same(String secret, @Nullable String given) {
    byte[] expected = secret.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(
        expected, Objects.requireNonNullElse(given, "").getBytes(StandardCharsets.UTF_8));
  }
}
