package org.sketchsdk.infer.internal.integer;

/** A layer whose rows several threads can compute at the same time, each with its own workspace. */
interface RowStep extends Step {
  /**
   * Computes some rows.
   *
   * @param workspace shares its maps with those of the other parts
   * @param part which part of the rows, from 0
   * @param parts how many parts there are
   */
  void run(Workspace workspace, int part, int parts);

  @Override
  default void run(Workspace workspace) {
    run(workspace, 0, 1);
  }

  /** Returns the first row of a part. */
  static int firstRow(int rows, int part, int parts) {
    return rows * part / parts;
  }
}
