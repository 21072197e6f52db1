package org.sketchsdk.demo.net;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names by which a browser may call the server. A page of somebody else that lets its own name
 * point to this machine (DNS rebinding) calls it by that name, and is refused.
 */
public final class Hosts {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Set<String> ANY = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

  private final Set<String> names = new HashSet<>();
  private final boolean anyAddress;

  /**
   * Collects the names.
   *
   * @param host what the server listens on; with a wildcard address, every IP address counts, since
   *     only names can be rebound
   * @param origins addresses of pages that are allowed, whose hosts count, too
   */
  public Hosts(String host, List<String> origins) {
    String listening = bare(host);
    anyAddress = ANY.contains(listening);
    names.add(listening);
    for (String origin : origins) {
      String name = hostOf(origin);
      if (name != null) {
        names.add(bare(name));
      }
    }
  }

  private static @Nullable String hostOf(String origin) {
    try {
      return URI.create(origin).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }

  /** Accepts one more name or address. */
  public Hosts with(String host) {
    names.add(bare(host));
    return this;
  }

  /**
   * Tells whether a browser may call the server by a name.
   *
   * @param host a name or an address without port, null for none
   */
  public boolean accept(@Nullable String host) {
    if (host == null || host.isEmpty()) {
      return false;
    }
    String name = bare(host);
    boolean address = IPV4.matcher(name).matches() || name.indexOf(':') >= 0;
    boolean loopback =
        name.equals("localhost")
            || name.endsWith(".localhost")
            || name.equals("::1")
            || (address && name.startsWith("127."));
    return loopback || names.contains(name) || (anyAddress && address);
  }
}
