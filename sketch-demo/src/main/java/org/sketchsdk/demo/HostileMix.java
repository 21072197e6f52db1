package org.sketchsdk.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/**
 * Clients that try to stop a server: bodies that arrive byte by byte, floods of messages, answers
 * that nobody reads, and pictures that cost much. Each connects again when it is cut off.
 */
final class HostileMix implements AutoCloseable {
  static final int SLOW_BODIES = 64;
  static final int FLOODS = 4;
  static final int NON_READERS = 64;
  static final int BOMBS = 4;

  private static final String UPGRADE = "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
  private static final int SLOW_MILLIS = 250;
  private static final int BOMB_SIDE_PX = 4_000;
  private static final int PIPELINED = 500;

  private final String host;
  private final int port;
  private final byte[] bomb;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong floodMessages = new AtomicLong();
  private final AtomicLong bombs = new AtomicLong();
  private volatile boolean stopped;

  /** An attack on a new connection, until the server ends it. */
  private interface Attack {
    void run(Socket socket) throws IOException, InterruptedException;
  }

  /** Starts all clients. */
  HostileMix(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.bomb = bomb();
    start(SLOW_BODIES, this::sendSlowly);
    start(FLOODS, this::flood);
    start(NON_READERS, this::askWithoutReading);
    start(BOMBS, this::sendBombs);
  }

  /** Lines in one direction and of one pixel: a small file, and much to trace. */
  private static byte[] bomb() throws IOException {
    BufferedImage image =
        new BufferedImage(BOMB_SIDE_PX, BOMB_SIDE_PX, BufferedImage.TYPE_BYTE_BINARY);
    for (int y = 0; y < BOMB_SIDE_PX; y++) {
      for (int x = 0; x < BOMB_SIDE_PX; x++) {
        image.setRGB(x, y, (x + y) % 7 == 0 || (x * y) % 11 == 0 ? 0 : 0xFFFFFF);
      }
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    return png.toByteArray();
  }

  private void start(int count, Attack attack) {
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> repeat(attack), "hostile");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  private void repeat(Attack attack) {
    while (!stopped) {
      try (Socket socket = new Socket(host, port)) {
        connections.incrementAndGet();
        attack.run(socket);
      } catch (IOException e) { // cut off: once more, at a pace that leaves the client some time
        pause();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String head(String request, String more) {
    return request + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\n" + more + "\r\n";
  }

  private void sendSlowly(Socket socket) throws IOException, InterruptedException {
    send(socket, head("POST /api/picture", "Content-Length: 1000000\r\n"));
    while (!stopped) {
      socket.getOutputStream().write(0);
      Thread.sleep(SLOW_MILLIS);
    }
  }

  private void flood(Socket socket) throws IOException {
    send(
        socket,
        head(
            "GET /api/live",
            "Connection: Upgrade\r\n"
                + UPGRADE
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"));
    byte[] text =
        "{\"type\":\"draw\",\"begin\":true,\"points\":[1,2,3,4]}".getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(6 + text.length);
    frame.put((byte) 0x81).put((byte) (0x80 | text.length)).putInt(0).put(text); // masked by zeros
    OutputStream out = socket.getOutputStream();
    InputStream in = socket.getInputStream();
    byte[] unread = new byte[1 << 16];
    while (!stopped) {
      out.write(frame.array());
      floodMessages.incrementAndGet();
      while (in.available() > 0) {
        int read = in.read(unread);
        if (read < 0) {
          return;
        }
      }
    }
  }

  private void askWithoutReading(Socket socket) throws IOException, InterruptedException {
    socket.setReceiveBufferSize(1 << 12);
    send(socket, head("GET /app.js", "").repeat(PIPELINED));
    while (!stopped) {
      Thread.sleep(SLOW_MILLIS);
      send(socket, head("GET /app.js", ""));
    }
  }

  private void sendBombs(Socket socket) throws IOException {
    send(socket, head("POST /api/picture", "Content-Length: " + bomb.length + "\r\n"));
    socket.getOutputStream().write(bomb);
    bombs.incrementAndGet();
    InputStream in = socket.getInputStream();
    byte[] answer = new byte[1 << 16];
    int read = in.read(answer); // waits for the answer, then begins anew
    if (read < 0) {
      throw new IOException("cut off");
    }
  }

  /** Says what the clients did. */
  String describe() {
    return connections
        + " connections, "
        + floodMessages
        + " messages of floods, "
        + bombs
        + " pictures of "
        + BOMB_SIDE_PX * BOMB_SIDE_PX / 1_000_000
        + " million pixels";
  }

  @Override
  public void close() {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }
}
