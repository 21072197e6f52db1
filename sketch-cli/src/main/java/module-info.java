/** The command line. */
module org.sketchsdk.cli {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires java.desktop;
  requires java.logging;
  requires java.net.http;
  requires me.tongfei.progressbar;
  requires org.sketchsdk.augment;
  requires org.sketchsdk.core;
  requires org.sketchsdk.infer;
  requires org.sketchsdk.render;
  requires org.sketchsdk.train;

  opens org.sketchsdk.cli to
      info.picocli;
  opens org.sketchsdk.cli.classify to
      info.picocli;
  opens org.sketchsdk.cli.convert to
      info.picocli;
  opens org.sketchsdk.cli.download to
      info.picocli;
  opens org.sketchsdk.cli.evaluate to
      info.picocli;
  opens org.sketchsdk.cli.options to
      info.picocli;
  opens org.sketchsdk.cli.render to
      info.picocli;
  opens org.sketchsdk.cli.scorecard to
      info.picocli;
  opens org.sketchsdk.cli.train to
      info.picocli;
}
