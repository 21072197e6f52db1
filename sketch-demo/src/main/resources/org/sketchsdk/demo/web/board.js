// The canvas: takes pointers and keys, shows the strokes, and hands on what is new.
//
// Coordinates are in units of a thousandth of the canvas's side, so that a drawing stays as it is
// when the window changes.

const UNITS = 1000;
const NEAREST = 1.5; // points closer than this add nothing
const STEP = 20;
const SMALL_STEP = 5;

export class Board {
  #canvas;
  #context;
  #pixelsPerUnit = 1;
  #pointer = null;
  #pen = { x: UNITS / 2, y: UNITS / 2, shown: false };
  #current = null;

  /** Finished strokes and the unfinished one: flat arrays x, y, x, y. */
  strokes = [];
  brush = 7;

  onBegin = () => {};
  onPoints = (_points) => {};
  onEnd = () => {};
  onUndo = () => {};
  onClear = () => {};
  onBrush = (_change) => {};

  constructor(canvas) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(end, (event) => this.#up(event));
    }
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
    canvas.addEventListener('keydown', (event) => this.#key(event));
    canvas.addEventListener('blur', () => this.#hidePen());
    new ResizeObserver(() => this.#resize()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.paint());
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  undo() {
    this.#finish();
    if (this.strokes.pop()) {
      this.onUndo();
      this.paint();
    }
  }

  /** Takes everything away; says so unless the server knows. */
  clear(tell = true) {
    this.#finish();
    this.strokes = [];
    if (tell) {
      this.onClear();
    }
    this.paint();
  }

  paint() {
    const { width, height } = this.#canvas;
    this.#context.clearRect(0, 0, width, height);
    for (const stroke of this.strokes) {
      this.#line(stroke, 0);
    }
    if (this.#pen.shown) {
      this.#cross();
    }
  }

  #resize() {
    const side = Math.round(this.#canvas.clientWidth * devicePixelRatio);
    if (side > 0 && side !== this.#canvas.width) {
      this.#canvas.width = side;
      this.#canvas.height = side;
      this.#pixelsPerUnit = side / UNITS;
      this.paint();
    }
  }

  #style(name) {
    return getComputedStyle(this.#canvas).getPropertyValue(name);
  }

  /** Draws a stroke from the point with an index on. */
  #line(stroke, from) {
    const c = this.#context;
    const scale = this.#pixelsPerUnit;
    c.strokeStyle = this.#style('--ink');
    c.lineWidth = this.brush * devicePixelRatio;
    c.lineCap = 'round';
    c.lineJoin = 'round';
    c.beginPath();
    const first = Math.max(0, from - 1);
    c.moveTo(stroke[2 * first] * scale, stroke[2 * first + 1] * scale);
    for (let i = first; i < stroke.length / 2; i++) {
      c.lineTo(stroke[2 * i] * scale, stroke[2 * i + 1] * scale);
    }
    c.stroke();
  }

  // One stroke after the other, whatever draws it.

  #begin(x, y) {
    this.#finish();
    this.#current = [x, y];
    this.strokes.push(this.#current);
    this.onBegin();
    this.onPoints([x, y]);
    this.#line(this.#current, 0);
  }

  #add(points) {
    const stroke = this.#current;
    const before = stroke.length / 2;
    for (let i = 0; i < points.length; i += 2) {
      const dx = points[i] - stroke[stroke.length - 2];
      const dy = points[i + 1] - stroke[stroke.length - 1];
      if (dx * dx + dy * dy >= NEAREST * NEAREST) {
        stroke.push(points[i], points[i + 1]);
      }
    }
    if (stroke.length / 2 > before) {
      this.onPoints(stroke.slice(2 * before));
      this.#line(stroke, before);
    }
  }

  #finish() {
    if (this.#current) {
      this.#current = null;
      this.#pointer = null;
      this.onEnd();
    }
  }

  // Pointers: the first that comes down draws, others are left alone.

  #place(event) {
    const box = this.#canvas.getBoundingClientRect();
    const unit = UNITS / box.width;
    const round = (value) => Math.round(value * 10) / 10;
    return [round((event.clientX - box.left) * unit), round((event.clientY - box.top) * unit)];
  }

  #down(event) {
    if (event.button !== 0 || this.#pointer !== null) {
      return;
    }
    event.preventDefault();
    this.#canvas.focus({ preventScroll: true, focusVisible: false });
    this.#hidePen();
    this.#canvas.setPointerCapture(event.pointerId);
    this.#begin(...this.#place(event));
    this.#pointer = event.pointerId;
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) {
      return;
    }
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    this.#add(events.flatMap((each) => this.#place(each)));
  }

  #up(event) {
    if (event.pointerId === this.#pointer) {
      this.#finish();
    }
  }

  // Keys: a pen that is moved, put down and lifted.

  #key(event) {
    const step = event.shiftKey ? SMALL_STEP : STEP;
    const moves = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
      Home: [-step, -step],
      PageUp: [step, -step],
      End: [-step, step],
      PageDown: [step, step],
    };
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (moves[event.key]) {
      this.#movePen(...moves[event.key]);
    } else if (event.key === ' ') {
      this.#togglePen();
    } else if (event.key === 'Escape' && this.#current) {
      this.#finish();
      this.paint();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.clear();
    } else if (event.key === '[' || event.key === ']') {
      this.onBrush(event.key === ']' ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  }

  #movePen(dx, dy) {
    const pen = this.#pen;
    const within = (value) => Math.min(UNITS, Math.max(0, value));
    pen.x = within(pen.x + dx);
    pen.y = within(pen.y + dy);
    pen.shown = true;
    if (this.#current) {
      this.#add([pen.x, pen.y]);
    }
    this.paint();
  }

  #togglePen() {
    this.#pen.shown = true;
    if (this.#current) {
      this.#finish();
    } else {
      this.#begin(this.#pen.x, this.#pen.y);
    }
    this.paint();
  }

  #hidePen() {
    if (this.#pen.shown) {
      this.#pen.shown = false;
      this.#finish();
      this.paint();
    }
  }

  #cross() {
    const c = this.#context;
    const x = this.#pen.x * this.#pixelsPerUnit;
    const y = this.#pen.y * this.#pixelsPerUnit;
    const arm = 11 * devicePixelRatio;
    c.strokeStyle = this.#style('--accent');
    c.lineWidth = 2 * devicePixelRatio;
    c.beginPath();
    c.moveTo(x - arm, y);
    c.lineTo(x + arm, y);
    c.moveTo(x, y - arm);
    c.lineTo(x, y + arm);
    if (this.#current) {
      c.moveTo(x + arm * 0.6, y);
      c.arc(x, y, arm * 0.6, 0, 2 * Math.PI);
    }
    c.stroke();
  }
}
