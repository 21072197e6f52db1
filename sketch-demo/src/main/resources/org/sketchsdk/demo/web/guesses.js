// The answer: verdict, bars, remarks, and what the model sees.

const SHOWN = 3;
const SETTLED_MS = 900;
const VERDICTS = {
  RECOGNIZED: ['I see', 'Recognized'],
  UNCERTAIN: ['Maybe', 'Uncertain'],
  UNKNOWN: ['Like nothing I know', 'Unknown'],
  EMPTY: ['Waiting for ink', 'Empty'],
};

const byId = (id) => document.getElementById(id);

export class Guesses {
  #rows = [];
  #timer = 0;
  #ink = null; // the raster that is shown

  /** Names of the visitor's own classes. */
  own = new Set();

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

  /** Shows an answer of the server; remarks come with pictures alone. */
  show(answer, emptyText = 'Draw something', emptyCaption = VERDICTS.EMPTY[0]) {
    const top = answer.candidates[0]?.label;
    const [usual, badge] = VERDICTS[answer.verdict];
    const caption = answer.verdict === 'EMPTY' ? emptyCaption : usual;
    const label = { RECOGNIZED: top, UNCERTAIN: `${top}?`, UNKNOWN: 'Unknown', EMPTY: emptyText };
    byId('answer').dataset.verdict = answer.verdict;
    byId('caption').textContent = caption;
    byId('verdict').textContent = badge;
    byId('label').textContent = label[answer.verdict];
    this.#rows.forEach((row, i) => this.#row(row, answer.candidates[i]));
    this.#remarks(answer.remarks ?? []);
    this.#ink = answer.seen ? unpack(answer.seen) : null;
    this.#paint();
    this.#announce(answer, caption, label[answer.verdict]);
  }

  #row(row, candidate) {
    const share = candidate?.probability ?? 0;
    const name = row.querySelector('.name');
    name.textContent = candidate?.label ?? '\u2013';
    row.querySelector('.yours')?.remove();
    if (candidate && this.own.has(candidate.label)) {
      const tag = document.createElement('span');
      tag.className = 'yours';
      tag.textContent = 'yours';
      name.after(tag);
    }
    row.querySelector('.share').textContent = candidate ? percent(share) : '';
    row.querySelector('.fill').style.transform = `scaleX(${share})`;
  }

  #remarks(remarks) {
    const list = byId('remarks');
    list.hidden = remarks.length === 0;
    list.replaceChildren(...remarks.map((remark) => {
      const item = document.createElement('li');
      item.dataset.code = remark.code;
      item.textContent = remark.text;
      return item;
    }));
  }

  #paint() {
    const canvas = byId('seen');
    const context = canvas.getContext('2d');
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!this.#ink) {
      return;
    }
    const { sizePx, ink } = this.#ink;
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

  /** Tells who cannot see it, once the guesses have settled. */
  #announce(answer, caption, label) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const words = [caption, label, ...(answer.remarks ?? []).map((r) => r.text)];
      byId('announce').textContent = words.join(': ');
    }, SETTLED_MS);
  }
}

function percent(share) {
  const value = 100 * share;
  return value < 1 ? '< 1 %' : `${Math.round(value)} %`;
}

/** Unpacks a raster: 0 and 255 are followed by how many there are. */
function unpack(seen) {
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
