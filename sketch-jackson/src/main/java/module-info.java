import com.fasterxml.jackson.databind.Module;
import org.sketchsdk.jackson.SketchModule;

/** Drawings and predictions as JSON. */
module org.sketchsdk.jackson {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive org.sketchsdk.infer;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.jackson;

  provides Module with
      SketchModule;
}
