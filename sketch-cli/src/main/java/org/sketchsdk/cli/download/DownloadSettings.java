package org.sketchsdk.cli.download;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How to deal with servers.
 *
 * @param userAgent what the client calls itself
 * @param retries how many attempts in a row may fail before the download does, at least 0
 * @param silence how long a server may send nothing
 * @param maxBytes the size in bytes that no file may exceed
 * @param otherHosts whether a server may redirect to another host
 * @param pauses lets time pass
 * @param clock for servers that name the time of the next attempt
 */
record DownloadSettings(
    String userAgent,
    int retries,
    Duration silence,
    long maxBytes,
    boolean otherHosts,
    Pauses pauses,
    InstantSource clock) {
  /** Lets time pass. */
  @FunctionalInterface
  interface Pauses {
    void pause(Duration length) throws InterruptedException;
  }
}
