package org.sketchsdk.infer;

import org.sketchsdk.core.SketchException;

/**
 * A drawing or a picture cannot be an example of {@link CustomClasses}: it has no ink. Nothing was
 * added.
 */
public final class ExampleException extends SketchException {
  private static final long serialVersionUID = 1L;

  ExampleException(String message) {
    super(message);
  }
}
