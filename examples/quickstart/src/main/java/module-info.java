/** Classifies drawings. */
module org.example.quickstart {
  requires java.desktop; // decodes pictures
  requires org.sketchsdk.infer;
}
