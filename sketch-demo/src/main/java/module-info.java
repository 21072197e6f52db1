/** The web demo: a program, not a library. */
module org.sketchsdk.demo {
  requires static org.jspecify; // annotations only
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.google.zxing;
  requires info.picocli;
  requires java.desktop;
  requires java.logging;
  requires java.management;
  requires java.net.http;
  requires jdk.management;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.eclipse.jetty.http;
  requires org.eclipse.jetty.io;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.util;
  requires org.eclipse.jetty.websocket.api;
  requires org.eclipse.jetty.websocket.server;
  requires org.sketchsdk.core;
  requires org.sketchsdk.infer;
  requires org.sketchsdk.render;

  opens org.sketchsdk.demo to
      info.picocli,
      org.eclipse.jetty.websocket.common;
}
