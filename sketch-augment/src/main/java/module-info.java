/** Seeded transforms that make clean drawings look like real hands. */
module org.sketchsdk.augment {
  requires transitive org.sketchsdk.core;
  requires transitive org.sketchsdk.render;

  exports org.sketchsdk.augment;
}
