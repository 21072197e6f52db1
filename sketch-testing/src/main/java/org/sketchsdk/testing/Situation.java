package org.sketchsdk.testing;

/** Situations in which people take or make pictures of drawings. */
public enum Situation {
  /** A black brush on a white canvas. */
  CLEAN,
  /** A sheet on a wooden table. */
  WOOD,
  /** A sheet on a checked cloth. */
  CLOTH,
  /** A sheet on a plain table of any brightness, with its shadow. */
  TABLE,
  /** A sheet on a plain or wooden table, turned by up to 45 degrees, often cut off. */
  TURNED,
  /** A sheet on a table, held by fingers. */
  FINGERS,
  /** A ruled, squared or dotted sheet on a table. */
  RULED_ON_TABLE,
  /** A small colored note on a table. */
  NOTE,
  /** A pad with a spiral on a table. */
  SPIRAL,
  /** An envelope on a table. */
  ENVELOPE,
  /** A sheet held up into a webcam. */
  HELD_UP,
  /** A sheet of any size held up into a webcam, often low or aside, in front of a face. */
  WEBCAM,
  /** A blackboard or a whiteboard with a frame on a wall. */
  BOARD,
  /** A photo that shows nothing but plain paper. */
  CLOSE,
  /** Ruled, squared or dotted paper that fills the picture, with a margin and holes at times. */
  RULED_CLOSE,
  /** A caption below. */
  CAPTION,
  /** A name and a date in the corners. */
  NAME,
  /** A frame drawn around. */
  FRAME,
  /** A frame of any shape drawn around: rounded, slanted, of two lines, left open. */
  ROUGH_FRAME,
  /** A program's window. */
  DESKTOP_SCREENSHOT,
  /** A phone's screen. */
  PHONE_SCREENSHOT,
  /** Digital paper that is ruled, squared or dotted. */
  DIGITAL_RULED,
  /** A canvas with a frame. */
  DIGITAL_FRAME,
  /** The checkers that stand for transparency, as pixels. */
  CHECKERBOARD,
  /** An area filled with dark color or hatching. */
  DARK_FILL,
  /** Print on the other side. */
  SHOW_THROUGH,
  /** Ink and paper of different colors of the same brightness. */
  EQUAL_LUMA,
  /** Strokes in several colors, also pale ones. */
  COLORS,
  /** Dashes and dots. */
  DASHES,
  /** Pale ink on flat paper. */
  PALE,
  /** Strokes on a transparent ground. */
  TRANSPARENT,
  /** A scan with dark edges. */
  SCAN_EDGES,
  /** Doodles in the corners, or the ground and a sun. */
  SMALL_THINGS,
  /** Two to six drawings on a sheet that fills the picture or lies on a table. */
  SEVERAL
}
