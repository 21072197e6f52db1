// Files that are chosen, dropped anywhere or pasted: pictures go to the camera mode, drawings onto
// the canvas, classes to the classes. What is none of these is refused with a word.

import { fitted } from './drawing.js';
import { UNITS } from './board.js';
import { explain, t } from './texts.js';
import { toast } from './toast.js';

const byId = (id) => document.getElementById(id);

export class Intake {
  #connection;
  #onPicture;
  #onDrawing;
  #onClasses;

  /**
   * @param connection knows the session
   * @param onPicture takes a bitmap
   * @param onDrawing takes strokes
   * @param onClasses takes bytes, and returns whether they were a file of classes
   */
  constructor(connection, { onPicture, onDrawing, onClasses }) {
    this.#connection = connection;
    this.#onPicture = onPicture;
    this.#onDrawing = onDrawing;
    this.#onClasses = onClasses;
    let isOwn = false; // text of the page is dragged, as when a stroke goes on over a card
    document.addEventListener('dragstart', () => { isOwn = true; });
    document.addEventListener('dragend', () => { isOwn = false; });
    document.addEventListener('pointerdown', () => { isOwn = false; });
    document.addEventListener('dragover', (event) => {
      if (isOwn) {
        return; // it cannot be dropped here
      }
      event.preventDefault();
      document.body.dataset.over = 'true';
    });
    document.addEventListener('dragleave', (event) => {
      if (!event.relatedTarget) {
        delete document.body.dataset.over;
      }
    });
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      delete document.body.dataset.over;
      this.#takeFirst(event.dataTransfer);
    });
    document.addEventListener('paste', (event) => {
      if (!event.target.matches?.('input')) {
        event.preventDefault();
        this.#takeFirst(event.clipboardData);
      }
    });
    byId('open-file').addEventListener('click', () => byId('any-file').click());
    byId('any-file').addEventListener('change', (event) => {
      const file = event.target.files[0];
      event.target.value = '';
      this.take(file);
    });
  }

  #takeFirst(data) {
    const file = data.files[0];
    const text = file ? '' : data.getData('text/plain').trim();
    if (!file && !/^[<{[]/.test(text)) {
      toast(t('file.none')); // a picture that another page shows, a link, or words
      return;
    }
    this.take(file ?? new File([text], 'pasted.txt')); // SVG and JSON come as text, too
  }

  async take(file) {
    if (!file) {
      return;
    }
    if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') {
      await this.#takePicture(file);
      return;
    }
    if (file.size > (this.#connection.hello?.limits.maxPictureBytes ?? Infinity)) {
      toast(t('error.maxPictureBytes'));
      return;
    }
    const refusal = await this.#takeDrawing(file);
    if (refusal === null || (refusal.code === 'noDrawing' && await this.#onClasses(file))) {
      return;
    }
    if (refusal.code === 'noDrawing' && !/\.(svgz?|inkml)$/i.test(file.name)) {
      toast(t('file.wrong'));
    } else {
      toast(explain(refusal));
    }
  }

  async #takePicture(file) {
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      toast(t('file.picture'));
      return;
    }
    await this.#onPicture(bitmap);
    bitmap.close();
  }

  /** Has the server read a drawing; returns its refusal, or null. */
  async #takeDrawing(file) {
    let answer;
    try {
      const response = await fetch('api/drawing', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/octet-stream',
          'X-Sketch-Session': this.#connection.hello?.session ?? '',
        },
        body: file,
      });
      answer = await response.json();
      if (!response.ok) {
        return answer;
      }
    } catch {
      return { error: t('file.away') };
    }
    this.#onDrawing(fitted(answer.strokes, UNITS));
    toast(t(answer.more ? 'file.more' : 'file.opened', answer.format));
    return null;
  }
}
