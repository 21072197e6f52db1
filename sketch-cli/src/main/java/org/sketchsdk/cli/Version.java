package org.sketchsdk.cli;

import picocli.CommandLine.IVersionProvider;

/** The SDK's version, from the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"sketch " + (version == null ? "(not packaged)" : version)};
  }
}
