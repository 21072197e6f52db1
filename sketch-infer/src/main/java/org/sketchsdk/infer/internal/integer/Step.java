package org.sketchsdk.infer.internal.integer;

/** One layer: reads maps of a workspace and writes one. Immutable and thread-safe. */
interface Step {
  void run(Workspace workspace);
}
