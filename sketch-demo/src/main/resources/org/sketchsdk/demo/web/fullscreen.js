// A canvas that fills the screen. It is a layout of the page, as phones have no full screen for
// pages.

import { fitted } from './drawing.js';

const byId = (id) => document.getElementById(id);

export class FullScreen {
  #drawing;
  #units;

  constructor(drawing, units) {
    this.#drawing = drawing;
    this.#units = units;
    byId('full').addEventListener('click', () => this.set(!this.isOn));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.isOn && !this.#drawing.isOpen) {
        this.set(false);
        byId('full').focus();
      }
    });
  }

  get isOn() {
    return document.body.dataset.full === 'true';
  }

  set(on) {
    document.body.dataset.full = String(on);
    byId('full').setAttribute('aria-pressed', String(on));
    if (!on && this.#isOutside()) {
      this.#drawing.replace(fitted(this.#drawing.strokes, this.#units, 0.03));
    }
  }

  /** Whether a part of the drawing is beside the square, which is all that is seen otherwise. */
  #isOutside() {
    return this.#drawing.strokes.some((stroke) => stroke.some((value) => value < 0 || value > this.#units));
  }
}
