package org.sketchsdk.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The page's files, read once: those of this list, and no others, whatever a path says. */
final class Pages {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "ndjson", "application/x-ndjson; charset=utf-8",
          "svg", "image/svg+xml; charset=utf-8");

  private static final String[] NAMES = {
    "index.html",
    "demo.css",
    "parts.css",
    "icon.svg",
    "app.js",
    "board.js",
    "camera.js",
    "connection.js",
    "drawing.js",
    "examples.js",
    "fullscreen.js",
    "game.js",
    "gamepicture.js",
    "guesses.js",
    "intake.js",
    "modes.js",
    "penkeys.js",
    "phone.js",
    "pointers.js",
    "samples.js",
    "samples.ndjson",
    "scene.js",
    "settings.js",
    "steady.js",
    "store.js",
    "takehome.js",
    "teach.js",
    "texts-de.js",
    "texts-en.js",
    "texts.js",
    "toast.js",
    "transport.js",
    "voice.js",
    "whiteboard.js",
    "words.js",
  };

  private record Page(String text, String type, String etag) {}

  private final Map<String, Page> pages;

  private Pages(Map<String, Page> pages) {
    this.pages = pages;
  }

  static Pages load() throws IOException {
    Map<String, Page> pages = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = Pages.class.getResourceAsStream("web/" + name)) {
        if (in == null) {
          throw new FileNotFoundException("web/" + name + " is not in the jar of sketch-demo");
        }
        byte[] bytes = in.readAllBytes();
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
          throw new IllegalStateException("no content type for " + name);
        }
        pages.put(
            name.equals("index.html") ? "/" : "/" + name,
            new Page(new String(bytes, StandardCharsets.UTF_8), type, tag(bytes)));
      }
    }
    return new Pages(pages);
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + new BigInteger(1, hash).toString(36) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Set<String> paths() {
    return pages.keySet();
  }

  /** Answers a request for one of the {@link #paths()}. */
  void answer(Exchange exchange) throws RefusedException {
    Page page = pages.get(exchange.path());
    if (page == null) {
      throw new RefusedException(404, "there is no " + exchange.path());
    }
    exchange.set("ETag", page.etag()).set("Cache-Control", "no-cache");
    if (page.etag().equals(exchange.header("If-None-Match"))) {
      exchange.answer(304);
    } else {
      exchange.answer(200, page.type(), page.text().getBytes(StandardCharsets.UTF_8));
    }
  }
}
