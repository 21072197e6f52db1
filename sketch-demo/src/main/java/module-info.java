/** The web demo: a program, not a library. */
module org.sketchsdk.demo {
  requires static org.jspecify; // annotations only
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires info.picocli;
  requires io.javalin;
  requires java.desktop;
  requires java.logging;
  requires java.management;
  requires java.net.http;
  requires jdk.management;
  requires kotlin.stdlib;
  requires org.eclipse.jetty.ee10.servlet;
  requires org.eclipse.jetty.ee10.websocket.jetty.server;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.session;
  requires org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.api;
  requires org.sketchsdk.core;
  requires org.sketchsdk.infer;
  requires org.sketchsdk.render;

  opens org.sketchsdk.demo to
      info.picocli;
}
