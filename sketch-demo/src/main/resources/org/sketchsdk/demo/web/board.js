// The canvas: shows the drawing, and takes pointers and keys.
//
// Coordinates are in units of a thousandth of the side of the square in the middle of the canvas,
// so that a drawing stays as it is when the window changes.

import { PenKeys } from './penkeys.js';
import { Pointers } from './pointers.js';

export const UNITS = 1000;
const NEAREST = 1.5; // points closer than this add nothing

export class Board {
  #canvas;
  #context;
  #drawing;
  #keys;
  #pixelsPerUnit = 1;
  #x0 = 0; // of the square, in pixels of the canvas
  #y0 = 0;

  brush = 7;

  /** Most points and strokes of a drawing; the server says them. */
  maxPoints = Infinity;
  maxStrokes = Infinity;

  /** Somebody puts a pen down. */
  onDown = () => {};
  onBrush = (_change) => {};
  onClear = () => {};

  /** The drawing has all the points or strokes that it may have. */
  onFull = () => {};

  /** Size or place of the square changed. */
  onPlace = () => {};

  constructor(canvas, drawing) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    this.#drawing = drawing;
    const sink = {
      isDown: () => drawing.isOpen,
      begin: (x, y) => this.#begin(x, y),
      add: (points) => this.#add(points),
      end: () => drawing.end(),
      cancel: () => {
        drawing.cancel();
        this.paint();
      },
      clear: () => this.onClear(),
      brush: (change) => this.onBrush(change),
      paint: () => this.paint(),
    };
    this.#keys = new PenKeys(canvas, UNITS, sink);
    new Pointers(canvas, (event) => this.#placeOf(event), {
      ...sink,
      begin: (x, y) => {
        this.#keys.hide();
        this.#begin(x, y);
      },
    });
    new ResizeObserver(() => this.#resize()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
  }

  #begin(x, y) {
    this.onDown();
    if (this.#isFull(1) || this.#drawing.strokes.length >= this.maxStrokes) {
      this.onFull();
      return;
    }
    this.#drawing.begin(x, y);
    this.#line(this.#drawing.strokes.at(-1), 0);
  }

  #isFull(more) {
    return this.#drawing.pointCount + more > this.maxPoints;
  }

  #add(points) {
    const drawing = this.#drawing;
    if (!drawing.isOpen) {
      return; // it is full
    }
    const fresh = [];
    let [x, y] = drawing.last;
    for (let i = 0; i < points.length; i += 2) {
      if (Math.hypot(points[i] - x, points[i + 1] - y) >= NEAREST) {
        [x, y] = [points[i], points[i + 1]];
        fresh.push(x, y);
      }
    }
    if (fresh.length === 0) {
      return;
    }
    if (this.#isFull(fresh.length / 2)) {
      drawing.end();
      this.onFull();
      return;
    }
    const stroke = drawing.strokes.at(-1);
    const before = stroke.length / 2;
    drawing.add(fresh);
    this.#line(stroke, before);
  }

  // Places.

  #placeOf(event) {
    const box = this.#canvas.getBoundingClientRect();
    const scale = this.#pixelsPerUnit / devicePixelRatio;
    const round = (value) => Math.round(value * 10) / 10;
    return [
      round((event.clientX - box.left - this.#x0 / devicePixelRatio) / scale),
      round((event.clientY - box.top - this.#y0 / devicePixelRatio) / scale),
    ];
  }

  /** Where a place of the drawing is on the canvas, in CSS pixels. */
  toScreen(x, y) {
    return [
      (this.#x0 + x * this.#pixelsPerUnit) / devicePixelRatio,
      (this.#y0 + y * this.#pixelsPerUnit) / devicePixelRatio,
    ];
  }

  #resize() {
    const width = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    const height = Math.round(this.#canvas.clientHeight * devicePixelRatio);
    if (width > 0 && (width !== this.#canvas.width || height !== this.#canvas.height)) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      const side = Math.min(width, height);
      this.#pixelsPerUnit = side / UNITS;
      this.#x0 = (width - side) / 2;
      this.#y0 = (height - side) / 2;
      this.paint();
      this.onPlace();
    }
  }

  // Ink.

  paint() {
    const { width, height } = this.#canvas;
    this.#context.clearRect(0, 0, width, height);
    for (const stroke of this.#drawing.strokes) {
      this.#line(stroke, 0);
    }
    if (this.#keys.shown) {
      this.#cross();
    }
  }

  #style(name) {
    return getComputedStyle(this.#canvas).getPropertyValue(name);
  }

  /** Draws a stroke from the point with an index on. */
  #line(stroke, from) {
    paintStroke(this.#context, stroke, {
      from,
      scale: this.#pixelsPerUnit,
      x0: this.#x0,
      y0: this.#y0,
      width: this.brush * devicePixelRatio,
      color: this.#style('--ink'),
    });
  }

  #cross() {
    const c = this.#context;
    const x = this.#x0 + this.#keys.x * this.#pixelsPerUnit;
    const y = this.#y0 + this.#keys.y * this.#pixelsPerUnit;
    const arm = 11 * devicePixelRatio;
    c.strokeStyle = this.#style('--accent');
    c.lineWidth = 2 * devicePixelRatio;
    c.beginPath();
    c.moveTo(x - arm, y);
    c.lineTo(x + arm, y);
    c.moveTo(x, y - arm);
    c.lineTo(x, y + arm);
    if (this.#drawing.isOpen) {
      c.moveTo(x + arm * 0.6, y);
      c.arc(x, y, arm * 0.6, 0, 2 * Math.PI);
    }
    c.stroke();
  }
}

/** Draws a stroke on a canvas; a stroke of one point is a dot. */
export function paintStroke(c, stroke, { from = 0, scale, x0, y0, width, color }) {
  const x = (i) => x0 + stroke[2 * i] * scale;
  const y = (i) => y0 + stroke[2 * i + 1] * scale;
  const count = stroke.length / 2;
  c.beginPath();
  if (count === 1 || (count === 2 && x(0) === x(1) && y(0) === y(1))) {
    c.fillStyle = color;
    c.arc(x(0), y(0), width / 2, 0, 2 * Math.PI); // as a line begins: more points may follow
    c.fill();
    return;
  }
  c.strokeStyle = color;
  c.lineWidth = width;
  c.lineCap = 'round';
  c.lineJoin = 'round';
  const first = Math.max(0, from - 1);
  c.moveTo(x(first), y(first));
  for (let i = first; i < count; i++) {
    c.lineTo(x(i), y(i));
  }
  c.stroke();
}

/** A picture of strokes that fill a square. */
export function pictureOf(strokes, side, { width = side / 70, color = '#1c1f26', ground = '#fff' } = {}) {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const c = canvas.getContext('2d');
  if (ground) {
    c.fillStyle = ground;
    c.fillRect(0, 0, side, side);
  }
  for (const stroke of strokes) {
    paintStroke(c, stroke, { scale: side / UNITS, x0: 0, y0: 0, width, color });
  }
  return canvas;
}
