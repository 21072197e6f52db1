package org.sketchsdk.demo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The answers to requests that Jetty itself refuses: with the same headers, and no details. */
final class Errors extends ErrorHandler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange.secure(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(content(response.getStatus())), callback);
    return true;
  }

  private static byte[] content(int status) {
    String message = HttpStatus.getMessage(status).toLowerCase(Locale.ROOT);
    return Json.error("this request was refused: " + message).getBytes(StandardCharsets.UTF_8);
  }
}
