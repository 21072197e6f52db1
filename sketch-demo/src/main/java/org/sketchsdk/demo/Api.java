package org.sketchsdk.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.infer.SketchClassifier;
import org.sketchsdk.render.awt.BufferedImages;
import org.sketchsdk.render.image.ImageFormatException;
import org.sketchsdk.render.image.Picture;

/** The requests over HTTP: pictures, files of drawings, and files of classes. */
final class Api {
  /** The header that names the session that a request belongs to. */
  static final String SESSION = "X-Sketch-Session";

  private final SketchClassifier classifier;
  private final Limits limits;
  private final Clients clients;
  private final Bodies bodies;
  private final PictureDesk pictures;
  private final Function<String, Optional<DrawingSession>> sessions; // by token

  Api(
      SketchClassifier classifier,
      Limits limits,
      Clients clients,
      Bodies bodies,
      PictureDesk pictures,
      Function<String, Optional<DrawingSession>> sessions) {
    this.classifier = classifier;
    this.limits = limits;
    this.clients = clients;
    this.bodies = bodies;
    this.pictures = pictures;
    this.sessions = sessions;
  }

  private Optional<DrawingSession> session(Exchange exchange) {
    String token = exchange.header(SESSION);
    Optional<DrawingSession> session = token == null ? Optional.empty() : sessions.apply(token);
    session.ifPresent(DrawingSession::heard);
    return session;
  }

  private DrawingSession requireSession(Exchange exchange) throws RefusedException {
    return session(exchange)
        .orElseThrow(
            () ->
                new RefusedException(
                    404,
                    "there is no such session: the header "
                        + SESSION
                        + " must be that of an open WebSocket's hello"));
  }

  private Client client(Exchange exchange, Optional<DrawingSession> session) {
    String key =
        session.isPresent()
            ? "session " + session.get().token()
            : "address " + Request.getRemoteAddr(exchange.request());
    return clients.of(key);
  }

  /** Answers what is on a picture. */
  void classifyPicture(Exchange exchange) throws RefusedException {
    Optional<DrawingSession> session = session(exchange);
    Client client = client(exchange, session);
    client.countPicture();
    Fields query = Request.extractQueryParameters(exchange.request());
    boolean everything = "true".equals(query.getValue("everything"));
    boolean live = "true".equals(query.getValue("live"));
    Answering answering =
        session.map(DrawingSession::answering).orElseGet(() -> Answering.of(classifier));
    PictureReading reading = new PictureReading(answering, everything, !live);
    bodies.read(
        exchange,
        client,
        limits.maxPictureBytes(),
        "maxPictureBytes",
        file -> pictures.submit(client, new Waiting(exchange), left -> read(file, reading, left)));
  }

  private @Nullable JsonNode read(byte[] file, PictureReading reading, BooleanSupplier left)
      throws RefusedException {
    Picture picture;
    try {
      picture =
          BufferedImages.read(new ByteArrayInputStream(file), "picture", limits.maxPicturePixels());
    } catch (ImageFormatException e) {
      throw new RefusedException(e.getMessage());
    } catch (IOException e) {
      throw new RefusedException("the picture cannot be read: " + e.getMessage());
    }
    return left.getAsBoolean() ? null : reading.read(picture);
  }

  /** Answers with the strokes of the first drawing in a file. */
  void readDrawing(Exchange exchange) throws RefusedException {
    Client client = client(exchange, session(exchange));
    client.countPicture();
    bodies.read(
        exchange,
        client,
        limits.maxPictureBytes(),
        "maxPictureBytes",
        file ->
            pictures.submit(
                client, new Waiting(exchange), left -> DrawingExchange.read(file, limits)));
  }

  /** Sends the file of a session's own classes. */
  void saveClasses(Exchange exchange) throws IOException, RefusedException {
    DrawingSession session = requireSession(exchange);
    client(exchange, Optional.of(session)).countClassFile();
    byte[] file = session.teaching().save();
    exchange
        .set("Content-Disposition", "attachment; filename=\"my-sketches.classes\"")
        .answer(200, "application/octet-stream", file);
  }

  /** Replaces a session's own classes by those of a file. */
  void loadClasses(Exchange exchange) throws RefusedException {
    DrawingSession session = requireSession(exchange);
    Client client = client(exchange, Optional.of(session));
    client.countClassFile();
    bodies.read(
        exchange,
        client,
        limits.maxClassesBytes(),
        "maxClassesBytes",
        file -> {
          try {
            session.teaching().load(file);
          } catch (RefusedException e) {
            exchange.refuse(e);
            return;
          } catch (IOException e) {
            exchange.refuse(400, "the file of classes cannot be read: " + e.getMessage());
            return;
          }
          session.tellClasses();
          exchange.json(session.teaching().describe());
        });
  }

  /** A visitor who waits for the answer to a picture. */
  private static final class Waiting implements PictureDesk.Visitor {
    private final Exchange exchange;
    private boolean unknown; // whether the visitor sends more, so that nothing can be told

    Waiting(Exchange exchange) {
      this.exchange = exchange;
    }

    /**
     * Reads from the connection, since its end is seen in no other way. Nothing else reads from it
     * before the request is answered.
     */
    @Override
    public boolean hasLeft() {
      EndPoint end = exchange.request().getConnectionMetaData().getConnection().getEndPoint();
      if (!end.isOpen()) {
        return true;
      }
      if (unknown) {
        return false;
      }
      try {
        ByteBuffer more = BufferUtil.allocate(1);
        int read = end.fill(more);
        if (read > 0) { // the next request, which is lost now: the client sends it again
          unknown = true;
          exchange.closing();
        }
        return read < 0;
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void answer(JsonNode answer) {
      exchange.json(answer);
    }

    @Override
    public void refuse(RefusedException e) {
      exchange.refuse(e);
    }

    @Override
    public void fail(RuntimeException e) {
      exchange.fail(e);
    }

    @Override
    public void drop() {
      exchange.drop();
    }
  }
}
