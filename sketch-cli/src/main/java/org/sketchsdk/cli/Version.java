package org.sketchsdk.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The SDK's version, which the build writes down. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"sketch " + number()};
  }

  static String number() {
    try (InputStream in = Version.class.getResourceAsStream("version.txt")) {
      if (in == null) {
        throw new FileNotFoundException("version.txt is not in the jar of sketch-cli");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
