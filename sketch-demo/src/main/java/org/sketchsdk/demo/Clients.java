package org.sketchsdk.demo;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** The clients that limits are counted for, by session or address. Thread-safe. */
final class Clients {
  /** More are not told apart: the surplus shares one budget. */
  private static final int MOST = 10_000;

  private final Limits limits;
  private final InstantSource clock;
  private final Map<String, Client> clients = new HashMap<>();
  private final Client surplus;

  Clients(Limits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.surplus = new Client(limits, clock);
  }

  /**
   * Returns a client.
   *
   * @param key the token of its session, or its address
   */
  synchronized Client of(String key) {
    Client known = clients.get(key);
    if (known == null && clients.size() >= MOST) {
      return surplus;
    }
    return known != null
        ? known
        : clients.computeIfAbsent(key, unknown -> new Client(limits, clock));
  }

  /** The number of clients that something is counted for, for tests. */
  synchronized int count() {
    return clients.size();
  }

  /** Forgets the clients whose budgets are full again. */
  synchronized void sweep() {
    clients.values().removeIf(Client::isForgettable);
  }
}
