package org.sketchsdk.demo;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.demo.net.ConnectionGuard;
import org.sketchsdk.demo.net.Hosts;
import org.sketchsdk.demo.net.Origins;
import org.sketchsdk.demo.net.PhoneAccess;

/**
 * Where each request arrives. It checks the name by which the server is called, the origin of the
 * page, the path and the method, and hands the request to the route of exactly this path.
 */
final class Front extends Handler.Abstract {
  /** The name of the connector for phones. */
  static final String PHONES = "phones";

  /** Answers the requests of a path and a method. */
  interface Route {
    void answer(Exchange exchange) throws Exception;
  }

  private final Map<String, Map<String, Route>> routes = new TreeMap<>();
  private final ConnectionGuard guard;
  private final Origins origins;
  private volatile Hosts hosts;
  private volatile @Nullable PhoneAccess phones;

  Front(ConnectionGuard guard, Origins origins, Hosts hosts) {
    this.guard = guard;
    this.origins = origins;
    this.hosts = hosts;
  }

  void setHosts(Hosts accepted) {
    hosts = accepted;
  }

  /** Asks for the secret of phones at the connector with the name {@link #PHONES}. */
  void setPhones(PhoneAccess access) {
    phones = access;
  }

  /** Adds a route. What can be had by GET can also be asked for by HEAD. */
  void add(String method, String path, Route route) {
    Map<String, Route> byMethod = routes.computeIfAbsent(path, unknown -> new TreeMap<>());
    byMethod.put(method, route);
    if (method.equals("GET")) {
      byMethod.put("HEAD", route);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Connection connection = request.getConnectionMetaData().getConnection();
    guard.begin(connection);
    Request.addCompletionListener(request, failure -> guard.end(connection));
    Exchange exchange = new Exchange(request, response, callback);
    try {
      checkHost(exchange);
      if (admits(exchange)) {
        route(exchange).answer(exchange);
      }
    } catch (RefusedException e) {
      exchange.closing().refuse(e);
    } catch (Exception e) { // nobody above this would answer the visitor
      exchange.fail(e);
    }
    return true;
  }

  /** Lets a request pass, or answers one of a phone that may not pass yet. */
  private boolean admits(Exchange exchange) {
    Connector connector = exchange.request().getConnectionMetaData().getConnector();
    PhoneAccess access = phones;
    if (!PHONES.equals(connector.getName())) {
      return true;
    }
    if (access != null && access.admits(exchange.request())) {
      return true;
    }
    Optional<String> cookie =
        access != null && exchange.path().equals("/")
            ? access.cookieFor(exchange.request())
            : Optional.empty();
    if (cookie.isPresent()) {
      exchange
          .set("Set-Cookie", cookie.get())
          .set("Cache-Control", "no-store")
          .set("Location", "/")
          .answer(303);
    } else {
      exchange
          .closing()
          .refuse(403, "scan the QR code of the demo again: this address needs its secret");
    }
    return false;
  }

  private void checkHost(Exchange exchange) throws RefusedException {
    String asked = Request.getServerName(exchange.request());
    String header = exchange.header(HttpHeader.HOST.asString());
    String named = header == null ? null : host(header);
    if (header == null || !hosts.accept(asked) || !hosts.accept(named)) {
      throw new RefusedException(
          421,
          "this server is not called "
              + (header == null ? "by no name at all" : header)
              + ": use http://127.0.0.1 or http://localhost, or allow another name with --origin");
    }
  }

  private static @Nullable String host(String header) {
    try {
      return new HostPort(header).getHost();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private Route route(Exchange exchange) throws RefusedException {
    String path = exchange.path();
    Map<String, Route> byMethod = routes.get(path);
    if (path.startsWith("/api/")) {
      exchange.set("Cache-Control", "no-store");
      String origin = exchange.header("Origin");
      if (!origins.accept(origin, exchange.header("Host"))) {
        throw new RefusedException(
            403, "pages of " + origin + " may not use this server, see --origin");
      }
    }
    if (byMethod == null) {
      throw new RefusedException(404, "there is no " + path);
    }
    String method = exchange.request().getMethod();
    Route route = byMethod.get(method);
    if (route == null) {
      Set<String> allowed = new TreeSet<>(byMethod.keySet());
      StringJoiner joined = new StringJoiner(", ");
      allowed.forEach(joined::add);
      exchange.set("Allow", joined.toString());
      throw new RefusedException(405, path + " allows " + joined + " only, not " + method);
    }
    return route;
  }
}
