// What was found in a picture, drawn over it: the sheet, the drawings with their guesses, what was
// left out, and the crop box. The SVG has the units of the picture and the place of the picture.

import { count, t, word } from './texts.js';

const SVG = 'http://www.w3.org/2000/svg';
const LEAST_CROP = 0.08; // of the longer side
const STEP = 0.02;
const SMALL_STEP = 0.005;
const CROP_WAIT_MS = 500; // after the last key

/** What is listed of what was left out, in this order. */
const LEFT_OUT = ['EDGE', 'RULING', 'HOLE', 'FRAME', 'WRITING', 'STRAY_MARK', 'SMALL_DRAWING', 'FAINT'];

const CORNERS = [
  { name: t('camera.corner.tl'), left: true, top: true },
  { name: t('camera.corner.tr'), left: false, top: true },
  { name: t('camera.corner.br'), left: false, top: false },
  { name: t('camera.corner.bl'), left: true, top: false },
];

const byId = (id) => document.getElementById(id);

export class Scene {
  #svg = byId('scene');
  #found = document.createElementNS(SVG, 'g');
  #cropping = document.createElementNS(SVG, 'g');
  #width = 1;
  #height = 1;
  #box = null; // the crop box
  #shown = {};
  #timer = 0;

  /** The visitor chose a drawing. */
  onChoose = (_index) => {};

  /** The visitor changed the crop box: x, y, width and height in the picture. */
  onCrop = (_box) => {};

  constructor() {
    this.#svg.append(this.#found, this.#cropping);
  }

  /** Prepares for a picture of a size, and forgets the one before. */
  open(width, height) {
    this.#width = width;
    this.#height = height;
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.#found.replaceChildren();
    this.endCrop();
  }

  /** Shows an answer for a part of the picture, and what was left out unless the camera runs. */
  show(answer, part, chosen = 0, { live = false, mirrored = false } = {}) {
    const scale = part.width / answer.picture.width;
    const x = (value) => (mirrored ? this.#width - value * scale : part.x + value * scale);
    const y = (value) => part.y + value * scale;
    const shapes = [];
    if (answer.sheet) {
      const corners = answer.sheet.corners;
      const points = [0, 2, 4, 6].map((i) => `${x(corners[i])},${y(corners[i + 1])}`);
      shapes.push(shape('polygon', { class: 'sheet', points: points.join(' ') }));
    }
    for (const piece of answer.leftOut.filter((each) => !live && LEFT_OUT.includes(each.kind))) {
      shapes.push(this.#rectangle(piece.bounds, x, y, 'left'));
    }
    answer.drawings.forEach((drawing, i) => {
      const several = answer.drawings.length > 1;
      const box = this.#rectangle(drawing.bounds, x, y, 'drawing');
      box.dataset.chosen = String(i === chosen);
      if (several) {
        box.addEventListener('click', () => this.onChoose(i));
      }
      shapes.push(box);
      if (several) {
        shapes.push(this.#label(drawing, x, y));
      }
    });
    this.#found.replaceChildren(...shapes);
  }

  #rectangle([left, top, right, bottom], x, y, kind) {
    const space = 0.012 * Math.max(this.#width, this.#height);
    return shape('rect', {
      class: kind,
      x: Math.min(x(left), x(right)) - space,
      y: y(top) - space,
      width: Math.abs(x(right) - x(left)) + 2 * space,
      height: y(bottom) - y(top) + 2 * space,
      rx: space,
    });
  }

  #label(drawing, x, y) {
    const size = 0.038 * Math.max(this.#width, this.#height);
    const text = shape('text', {
      class: 'guess',
      x: x((drawing.bounds[0] + drawing.bounds[2]) / 2),
      y: Math.max(size, y(drawing.bounds[1]) - 0.6 * size),
      'font-size': size,
      'text-anchor': 'middle',
    });
    text.textContent = nameOf(drawing);
    return text;
  }

  // The crop box.

  get cropping() {
    return this.#box !== null;
  }

  /** Shows the crop box; moving it or a corner changes it. */
  startCrop(box) {
    this.#box = { ...box };
    const shade = shape('path', { class: 'shade' });
    const frame = shape('rect', { class: 'crop', tabindex: 0, role: 'button', 'aria-label': t('camera.part') });
    const handles = CORNERS.map(({ name }) => shape('circle', {
      class: 'handle',
      r: 0.022 * Math.max(this.#width, this.#height),
      tabindex: 0,
      role: 'button',
      'aria-label': name,
    }));
    this.#shown = { shade, frame, handles };
    this.#cropping.replaceChildren(shade, frame, ...handles);
    this.#takesPointers(frame, (dx, dy, start) => this.#move(dx, dy, start));
    handles.forEach((handle, i) => {
      this.#takesPointers(handle, (dx, dy, start) => this.#resize(CORNERS[i], dx, dy, start));
    });
    this.#place();
    handles[0].focus();
  }

  endCrop() {
    clearTimeout(this.#timer);
    this.#box = null;
    this.#cropping.replaceChildren();
  }

  #takesPointers(element, change) {
    let from = null;
    const at = (event) => new DOMPoint(event.clientX, event.clientY)
      .matrixTransform(this.#svg.getScreenCTM().inverse());
    element.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      element.focus();
      element.setPointerCapture(event.pointerId);
      from = { point: at(event), box: { ...this.#box } };
    });
    element.addEventListener('pointermove', (event) => {
      if (from) {
        const point = at(event);
        change(point.x - from.point.x, point.y - from.point.y, from.box);
        this.#place();
      }
    });
    for (const end of ['pointerup', 'pointercancel']) {
      element.addEventListener(end, () => {
        if (from) {
          from = null;
          this.onCrop({ ...this.#box });
        }
      });
    }
    element.addEventListener('keydown', (event) => {
      const step = (event.shiftKey ? SMALL_STEP : STEP) * Math.max(this.#width, this.#height);
      const moves = {
        ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step],
      };
      if (moves[event.key]) {
        event.preventDefault();
        change(...moves[event.key], { ...this.#box });
        this.#place();
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.onCrop({ ...this.#box }), CROP_WAIT_MS);
      }
    });
  }

  #move(dx, dy, start) {
    this.#box.x = within(start.x + dx, 0, this.#width - start.width);
    this.#box.y = within(start.y + dy, 0, this.#height - start.height);
  }

  #resize(corner, dx, dy, start) {
    const least = LEAST_CROP * Math.max(this.#width, this.#height);
    const box = this.#box;
    const right = start.x + start.width;
    const bottom = start.y + start.height;
    if (corner.left) {
      box.x = within(start.x + dx, 0, right - least);
      box.width = right - box.x;
    } else {
      box.width = within(start.width + dx, least, this.#width - start.x);
    }
    if (corner.top) {
      box.y = within(start.y + dy, 0, bottom - least);
      box.height = bottom - box.y;
    } else {
      box.height = within(start.height + dy, least, this.#height - start.y);
    }
  }

  #place() {
    const { x, y, width, height } = this.#box;
    const { shade, frame, handles } = this.#shown;
    set(frame, { x, y, width, height });
    handles.forEach((handle, i) => set(handle, {
      cx: CORNERS[i].left ? x : x + width,
      cy: CORNERS[i].top ? y : y + height,
    }));
    set(shade, {
      d: `M0 0H${this.#width}V${this.#height}H0Z`
        + `M${x} ${y}V${y + height}H${x + width}V${y}Z`,
    });
  }
}

/** The guess for a drawing as a word. */
export function nameOf({ verdict, candidates }) {
  const top = candidates[0] ? word(candidates[0].label) : '';
  return {
    RECOGNIZED: top,
    UNCERTAIN: t('label.UNCERTAIN', top),
    UNKNOWN: t('camera.unknown'),
    EMPTY: t('camera.nothing'),
  }[verdict];
}

/** What was left out, in words, such as "a frame, 2 stray marks"; empty for nothing. */
export function leftOutInWords(answer) {
  return LEFT_OUT
    .map((kind) => [kind, answer.leftOut.filter((piece) => piece.kind === kind).length])
    .filter(([_kind, number]) => number > 0)
    .map(([kind, number]) => count(`left.${kind}`, number))
    .join(', ');
}

function within(value, least, most) {
  return Math.min(most, Math.max(least, value));
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  set(element, attributes);
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
}
