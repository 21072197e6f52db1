// The answer: verdict, bars, remarks, and what the model sees.

import { has, t, word } from './texts.js';
import { announce } from './toast.js';

const SHOWN = 3;
const SETTLED_MS = 900;

const byId = (id) => document.getElementById(id);

export class Guesses {
  #rows = [];
  #timer = 0;
  #ink = null; // the raster that is shown
  #stale = false;
  #shown = null; // what was shown last: answer and texts

  /** Names of the visitor's own classes. */
  own = new Set();

  /** Whether somebody else tells what is seen. */
  isQuiet = false;

  /** The first guess has stayed the same for a moment: its verdict and its label. */
  onSettled = (_verdict, _label) => {};

  constructor() {
    for (let i = 0; i < SHOWN; i++) {
      const row = document.createElement('li');
      row.innerHTML = '<span><span class="name"></span></span><span class="share"></span>'
        + '<span class="track"><span class="fill"></span></span>';
      byId('bars').append(row);
      this.#rows.push(row);
    }
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#paint());
    this.show({ verdict: 'EMPTY', candidates: [], seen: null });
  }

  /** The label of the first guess, or null. */
  get first() {
    return this.#shown?.answer.candidates[0]?.label ?? null;
  }

  /** Shows an answer of the server; remarks come only with pictures. */
  show(answer, emptyText = t('label.EMPTY'), emptyCaption = t('caption.EMPTY')) {
    this.#shown = { answer, emptyText, emptyCaption };
    const { verdict } = answer;
    const top = answer.candidates[0] ? word(answer.candidates[0].label) : '';
    const caption = verdict === 'EMPTY' ? emptyCaption : t(`caption.${verdict}`);
    const key = `label.${verdict}`;
    const label = verdict === 'EMPTY' ? emptyText : has(key) ? t(key, top) : top;
    byId('answer').dataset.verdict = this.#stale ? 'STALE' : verdict;
    byId('caption').textContent = this.#stale ? t('caption.STALE') : caption;
    byId('verdict').textContent = t(`verdict.${this.#stale ? 'STALE' : verdict}`);
    byId('label').textContent = label;
    byId('strip').textContent = label;
    this.#rows.forEach((row, i) => this.#row(row, answer.candidates[i], verdict));
    this.#remarks(answer.remarks ?? []);
    this.#ink = answer.seen ? unpack(answer.seen) : null;
    this.#paint();
    this.#settle(answer, caption, label);
  }

  /** Says that the answer is old, or no longer. */
  setStale(stale) {
    if (stale !== this.#stale) {
      this.#stale = stale && this.#shown.answer.verdict !== 'EMPTY';
      this.show(this.#shown.answer, this.#shown.emptyText, this.#shown.emptyCaption);
    }
  }

  #row(row, candidate, verdict) {
    // The shares of what is like no class say nothing.
    const share = candidate && verdict !== 'UNKNOWN' ? candidate.probability : 0;
    const name = row.querySelector('.name');
    name.textContent = candidate ? word(candidate.label) : '\u2013';
    row.querySelector('.yours')?.remove();
    if (candidate && this.own.has(candidate.label)) {
      const tag = document.createElement('span');
      tag.className = 'yours';
      tag.textContent = t('yours');
      name.after(tag);
    }
    row.querySelector('.share').textContent = candidate && verdict !== 'UNKNOWN' ? percent(share) : '';
    row.querySelector('.fill').style.transform = `scaleX(${share})`;
  }

  #remarks(remarks) {
    const list = byId('remarks');
    list.hidden = remarks.length === 0;
    list.replaceChildren(...remarks.map((remark) => {
      const item = document.createElement('li');
      item.dataset.code = remark.code;
      item.textContent = textOf(remark);
      return item;
    }));
  }

  #paint() {
    const canvas = byId('seen');
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (this.#ink) {
      paintRaster(canvas, this.#ink);
    }
  }

  /** Tells who cannot see it, once the guesses have settled. */
  #settle(answer, caption, label) {
    clearTimeout(this.#timer);
    if (this.isQuiet) {
      return;
    }
    this.#timer = setTimeout(() => {
      const words = [caption, label, ...(answer.remarks ?? []).map(textOf)];
      announce(words.join(': '));
      this.onSettled(answer.verdict, answer.candidates[0]?.label);
    }, SETTLED_MS);
  }
}

function textOf(remark) {
  return has(`remark.${remark.code}`) ? t(`remark.${remark.code}`) : remark.text;
}

function percent(share) {
  const value = 100 * share;
  return value < 1 ? '< 1 %' : `${Math.round(value)} %`;
}

/** Paints an unpacked raster in the color of text. */
export function paintRaster(canvas, { sizePx, ink }) {
  const context = canvas.getContext('2d');
  canvas.width = sizePx;
  canvas.height = sizePx;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const image = context.createImageData(sizePx, sizePx);
  for (let i = 0; i < ink.length; i++) {
    image.data.fill(dark ? 242 : 28, 4 * i, 4 * i + 3);
    image.data[4 * i + 3] = ink[i];
  }
  context.putImageData(image, 0, 0);
}

/** Unpacks a raster: 0 and 255 are followed by how many there are. */
export function unpack(seen) {
  const packed = Uint8Array.from(atob(seen.ink), (char) => char.charCodeAt(0));
  const ink = new Uint8Array(seen.sizePx * seen.sizePx);
  let at = 0;
  for (let i = 0; i < packed.length; i++) {
    const value = packed[i];
    const count = value === 0 || value === 255 ? packed[++i] : 1;
    ink.fill(value, at, at + count);
    at += count;
  }
  return { sizePx: seen.sizePx, ink };
}
