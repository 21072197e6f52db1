package org.sketchsdk.demo.net;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which pages may talk to the server: its own, and those that were allowed. Programs that are no
 * browsers send no origin, and may.
 */
public final class Origins {
  private final List<String> allowed;

  public Origins(List<String> allowed) {
    this.allowed = allowed.stream().map(origin -> origin.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Tells whether a request comes from a page that may make it.
   *
   * @param origin the header Origin, null for none
   * @param host the header Host, null for none
   */
  public boolean accept(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String lower = origin.toLowerCase(Locale.ROOT);
    if (allowed.contains(lower)) {
      return true;
    }
    return host != null && host.toLowerCase(Locale.ROOT).equals(authority(lower));
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority(); // null for "null", a sandboxed page's
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
