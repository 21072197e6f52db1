package org.sketchsdk.cli.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.sketchsdk.cli.console.FailureException;

/**
 * A file as a server describes it.
 *
 * @param uri where it is
 * @param length its size in bytes
 * @param etag a strong entity tag, which changes with the content; empty if there is none
 * @param hashes hashes of the content in Base64 by their names, {@code crc32c} and {@code md5};
 *     Google Cloud Storage gives them in {@code x-goog-hash}
 */
record RemoteFile(URI uri, long length, Optional<String> etag, Map<String, String> hashes) {
  private static final int BUFFER_BYTES = 1 << 16;

  /** Reads the headers of an answer whose content is the whole file. */
  static RemoteFile of(URI uri, HttpHeaders headers) {
    long length = headers.firstValueAsLong("content-length").orElse(-1);
    if (length < 0) {
      throw new FailureException("the server does not tell the length of " + uri);
    }
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String header : headers.allValues("x-goog-hash")) {
      for (String hash : header.split(",", -1)) {
        int equals = hash.indexOf('='); // Base64 has some more at its end
        String name = equals < 0 ? "" : hash.substring(0, equals).strip();
        if (name.equals("crc32c") || name.equals("md5")) {
          hashes.put(name, hash.substring(equals + 1).strip());
        }
      }
    }
    return new RemoteFile(uri, length, strongEtag(headers), Map.copyOf(hashes));
  }

  static Optional<String> strongEtag(HttpHeaders headers) {
    return headers.firstValue("etag").map(String::strip).filter(tag -> tag.startsWith("\""));
  }

  /**
   * Compares a local file with the hashes, as far as there are some.
   *
   * @return what differs, in words; empty if nothing does
   */
  Optional<String> difference(Path file) throws IOException {
    CRC32C crc = new CRC32C();
    MessageDigest md5 = newMd5();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        crc.update(buffer, 0, count);
        md5.update(buffer, 0, count);
      }
    }
    byte[] crcBytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return difference("crc32c", crcBytes).or(() -> difference("md5", md5.digest()));
  }

  private Optional<String> difference(String name, byte[] actual) {
    String expected = hashes.get(name);
    String found = Base64.getEncoder().encodeToString(actual);
    return expected == null || expected.equals(found)
        ? Optional.empty()
        : Optional.of(name + " must be " + expected + ", but is " + found);
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5"); // against accidents, which is all it is good for
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }
}
