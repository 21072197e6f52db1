// The drawing: strokes as flat arrays x, y, x, y, and the way back and forth through its changes.

const MOST_STEPS = 300;

export class Drawing {
  #past = [];
  #future = [];
  #current = null;

  /** Finished strokes and the unfinished one. */
  strokes = [];
  pointCount = 0;

  onBegin = () => {};
  onPoints = (_points) => {};
  onEnd = () => {};

  /** The unfinished stroke was taken away. */
  onCancel = () => {};

  /** Something else than a stroke changed the drawing: the strokes before and after. */
  onChange = (_before, _after) => {};

  get isEmpty() {
    return this.strokes.length === 0;
  }

  get isOpen() {
    return this.#current !== null;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  begin(x, y) {
    this.end();
    this.#remember();
    this.#current = [x, y];
    this.strokes = [...this.strokes, this.#current];
    this.pointCount++;
    this.onBegin();
    this.onPoints([x, y]);
  }

  /** Continues the stroke. */
  add(points) {
    this.#current.push(...points);
    this.pointCount += points.length / 2;
    this.onPoints(points);
  }

  /** The last point of the unfinished stroke. */
  get last() {
    return this.#current.slice(-2);
  }

  end() {
    if (this.#current) {
      this.#current = null;
      this.onEnd();
    }
  }

  /** Takes the unfinished stroke away, as if it had never been. */
  cancel() {
    if (this.#current) {
      this.#current = null;
      this.#set(this.#past.pop());
      this.onCancel();
    }
  }

  undo() {
    this.end();
    return this.#step(this.#past, this.#future);
  }

  redo() {
    this.end();
    return this.#step(this.#future, this.#past);
  }

  #step(from, to) {
    if (from.length === 0) {
      return false;
    }
    to.push(this.strokes);
    this.#change(from.pop());
    return true;
  }

  /** Takes other strokes in place of these; undo brings these back. */
  replace(strokes) {
    this.end();
    if (strokes.length > 0 || this.strokes.length > 0) {
      this.#remember();
      this.#change(strokes);
    }
  }

  /** Starts with strokes, or with none: there is no way back to those before. */
  reset(strokes = []) {
    this.end();
    this.#past = [];
    this.#future = [];
    this.#set(strokes);
  }

  #remember() {
    this.#past.push(this.strokes);
    if (this.#past.length > MOST_STEPS) {
      this.#past.shift();
    }
    this.#future = [];
  }

  #change(strokes) {
    const before = this.strokes;
    this.#set(strokes);
    this.onChange(before, strokes);
  }

  #set(strokes) {
    this.strokes = strokes;
    this.pointCount = strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
  }
}

/** The box of strokes: left, top, right, bottom. */
export function boundsOf(strokes) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const stroke of strokes) {
    for (let i = 0; i < stroke.length; i += 2) {
      left = Math.min(left, stroke[i]);
      right = Math.max(right, stroke[i]);
      top = Math.min(top, stroke[i + 1]);
      bottom = Math.max(bottom, stroke[i + 1]);
    }
  }
  return { left, top, right, bottom, width: right - left, height: bottom - top };
}

/** Strokes moved and scaled into the middle of a square, with a share of it left free. */
export function fitted(strokes, side, free = 0.1) {
  const box = boundsOf(strokes);
  const scale = ((1 - 2 * free) * side) / Math.max(box.width, box.height, 1e-9);
  const usable = Number.isFinite(scale) && Math.max(box.width, box.height) > 0 ? scale : 1;
  const round = (value) => Math.round(value * 10) / 10;
  const x0 = side / 2 - (usable * (box.left + box.right)) / 2;
  const y0 = side / 2 - (usable * (box.top + box.bottom)) / 2;
  return strokes.map((stroke) => stroke.map((value, i) => round(value * usable + (i % 2 ? y0 : x0))));
}
