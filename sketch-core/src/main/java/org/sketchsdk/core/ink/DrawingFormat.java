package org.sketchsdk.core.ink;

/** The formats of files of drawings, each also compressed by gzip. */
public enum DrawingFormat {
  /** Quick, Draw! records, one JSON object per line ({@code .ndjson}, {@code .jsonl}). */
  NDJSON("NDJSON"),
  /** Quick, Draw! records in an array of JSON, or over several lines each ({@code .json}). */
  JSON("JSON records"),
  /** Quick, Draw! records of Kaggle, a table with a column {@code drawing} ({@code .csv}). */
  CSV("CSV"),
  /** Quick, Draw! records without words ({@code .bin}). */
  BINARY("binary records"),
  /** Scalable Vector Graphics, a drawing per file ({@code .svg}, {@code .svgz}). */
  SVG("SVG"),
  /** Ink Markup Language, a drawing per file ({@code .inkml}). */
  INKML("InkML"),
  /** Scenes and libraries of Excalidraw ({@code .excalidraw}, {@code .excalidrawlib}). */
  EXCALIDRAW("Excalidraw"),
  /** Files and snapshots of tldraw, a drawing per page ({@code .tldr}). */
  TLDRAW("tldraw"),
  /** Lists of points in JSON, as signature pads and canvas libraries write them. */
  POINTS("JSON points"),
  /** Arrays of NumPy in the stroke-3 or stroke-5 format ({@code .npy}, {@code .npz}). */
  STROKES("NumPy strokes");

  private final String displayName;

  DrawingFormat(String displayName) {
    this.displayName = displayName;
  }

  /**
   * Returns a name for messages.
   *
   * @return such as {@code InkML}
   */
  public String displayName() {
    return displayName;
  }
}
