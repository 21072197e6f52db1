// Several things on one canvas: a label at each, and a list of them.

import { t, word } from './texts.js';
import { announce } from './toast.js';

const LABEL_PX = 24;
const SETTLED_MS = 900;

const byId = (id) => document.getElementById(id);

export class Whiteboard {
  #board;
  #drawings = [];
  #shown = false;
  #timer = 0;

  constructor(board) {
    this.#board = board;
    board.onPlace = () => this.#label();
  }

  setShown(shown) {
    this.#shown = shown;
    byId('labels').hidden = !shown;
    byId('things').hidden = !shown;
    byId('answer').hidden = shown;
    this.show(this.#drawings);
  }

  /** Shows what the server found: drawings with bounds, verdict and candidates. */
  show(drawings) {
    this.#drawings = drawings;
    this.#label();
    byId('things-empty').hidden = drawings.length > 0;
    byId('things-list').replaceChildren(...drawings.map((drawing) => {
      const item = document.createElement('li');
      item.dataset.verdict = drawing.verdict;
      item.textContent = nameOf(drawing);
      return item;
    }));
    clearTimeout(this.#timer);
    if (this.#shown) {
      const names = drawings.map(nameOf).join(', ');
      byId('strip').textContent = names;
      this.#timer = setTimeout(() => announce(names), SETTLED_MS);
    }
  }

  #label() {
    if (!this.#shown) {
      return;
    }
    byId('labels').replaceChildren(...this.#drawings.map((drawing) => {
      const [left, top, right] = drawing.bounds;
      const label = document.createElement('span');
      label.dataset.verdict = drawing.verdict;
      label.textContent = nameOf(drawing);
      const [x, y] = this.#board.toScreen((left + right) / 2, top);
      label.style.left = `${x}px`;
      label.style.top = `${Math.max(2, y - LABEL_PX - 8)}px`;
      return label;
    }));
  }
}

function nameOf({ verdict, candidates }) {
  const top = candidates[0] ? word(candidates[0].label) : '';
  return {
    RECOGNIZED: top,
    UNCERTAIN: t('label.UNCERTAIN', top),
    UNKNOWN: t('board.unsure', top),
    EMPTY: '',
  }[verdict];
}
