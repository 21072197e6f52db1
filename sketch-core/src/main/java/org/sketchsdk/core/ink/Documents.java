package org.sketchsdk.core.ink;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.sketchsdk.core.quickdraw.DrawingFormatException;
import org.sketchsdk.core.quickdraw.QuickDrawRecord;

/** The drawings of a file in a format of another tool, one after the other. */
interface Documents extends Closeable {
  /**
   * Reads the next drawing.
   *
   * @return the drawing, or null at the end
   * @throws DrawingFormatException if it is malformed; the next call goes on behind it, or returns
   *     null where there is no telling where that is
   */
  @Nullable QuickDrawRecord read() throws IOException;

  /** The number of the drawing that was read last, from 1. */
  long number();

  /** Strokes without points of the drawing that was read last. */
  default long emptyStrokes() {
    return 0;
  }
}
