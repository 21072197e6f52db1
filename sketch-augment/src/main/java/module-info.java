/** Seeded transforms that make clean drawings look like real hands. */
module org.sketchsdk.augment {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;
  requires static transitive org.jspecify; // annotations only

  exports org.sketchsdk.augment;
}
