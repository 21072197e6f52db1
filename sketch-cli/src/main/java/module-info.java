/** The command line. */
module org.sketchsdk.cli {
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.sketchsdk.augment;
  requires org.sketchsdk.core;
  requires org.sketchsdk.infer;
  requires org.sketchsdk.render;
  requires org.sketchsdk.train;
  requires me.tongfei.progressbar;

  opens org.sketchsdk.cli to
      info.picocli;
}
