package org.sketchsdk.demo.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the address by which other machines of the local network reach this one. */
public final class LocalNetwork {
  /** A documentation address (RFC 5737): nothing is sent, only the route is looked up. */
  private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("198.51.100.1", 9);

  private LocalNetwork() {}

  /**
   * Returns the address.
   *
   * @throws IOException if this machine is in no network
   */
  public static InetAddress address() throws IOException {
    List<InetAddress> addresses = addresses();
    InetAddress routed = routed();
    if (routed != null && addresses.contains(routed)) {
      return routed;
    }
    return addresses.stream()
        .filter(address -> address instanceof Inet4Address && address.isSiteLocalAddress())
        .findFirst()
        .or(() -> addresses.stream().filter(address -> address instanceof Inet4Address).findFirst())
        .or(() -> addresses.stream().findFirst())
        .orElseThrow(
            () ->
                new IOException(
                    "this machine is in no network that a phone could share: connect it, or name"
                        + " its address with --host"));
  }

  private static List<InetAddress> addresses() throws SocketException {
    List<InetAddress> found = new ArrayList<>();
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      if (each.isUp() && !each.isLoopback() && !each.isPointToPoint()) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          if (!address.isLinkLocalAddress() && !address.isLoopbackAddress()) {
            found.add(address);
          }
        }
      }
    }
    return found;
  }

  /** Returns the address that packets to the world leave from, if there is a way. */
  private static @Nullable InetAddress routed() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(ELSEWHERE);
      InetAddress address = socket.getLocalAddress();
      return address.isAnyLocalAddress() ? null : address;
    } catch (SocketException e) { // no route
      return null;
    }
  }
}
