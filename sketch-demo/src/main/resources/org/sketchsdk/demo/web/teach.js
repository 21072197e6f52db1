// Classes of the visitor's own. The server learns them; the browser keeps their file, so that they
// outlive a connection and a reload.

import { showExamples } from './examples.js';
import { loadFile, removeFile, saveFile } from './store.js';
import { saveBlob } from './takehome.js';
import { count, explain, labelOf, t, word } from './texts.js';
import { toast } from './toast.js';

const FILE = 'classes';
const KEEP_AFTER_MS = 300; // the server counts how often it is asked
const AGAIN_AFTER_MS = 1500;
const MOST_POINTS = 2500; // of an example

const byId = (id) => document.getElementById(id);

export class Teacher {
  #connection;
  #drawing;
  #guesses;
  #pending = null; // what to do once the example on its way is learned
  #before = null; // the file before the last change
  #any = false; // whether there are classes
  #keeping = 0; // the timer; 0 if nothing waits to be kept
  #kept = Promise.resolve();
  #restored = Promise.resolve();

  constructor(connection, drawing, guesses) {
    this.#connection = connection;
    this.#drawing = drawing;
    this.#guesses = guesses;
    byId('teach-form').addEventListener('submit', (event) => this.#add(event));
    byId('fix').addEventListener('submit', (event) => this.#correct(event));
    byId('own-save').addEventListener('click', () => this.#save());
    byId('own-load').addEventListener('click', () => byId('own-file').click());
    byId('own-file').addEventListener('change', (event) => {
      const file = event.target.files[0];
      event.target.value = '';
      if (file) {
        this.load(file);
      }
    });
    byId('own-forget').addEventListener('click', () => {
      this.#change({ type: 'forget' }, t('own.forgotten'));
    });
    byId('own-about').textContent = t('own.none');
    connection.on('classes', (message) => this.#show(message));
    connection.on('learned', (message) => this.#learned(message));
  }

  /** Teaches a new session what the browser has kept. */
  restore() {
    this.#pending = null;
    this.#restored = loadFile(FILE).then(async (bytes) => {
      if (bytes) {
        await this.#put(bytes);
      }
    });
  }

  /** The server refused something: perhaps the example on its way. */
  refused() {
    this.#pending = null;
  }

  #add(event) {
    event.preventDefault();
    this.#teach(byId('teach-name').value.trim(), () => {
      this.#drawing.replace([]); // for the next one; undo brings it back
      byId('board').focus({ preventScroll: true, focusVisible: false });
    });
  }

  #correct(event) {
    event.preventDefault();
    const input = byId('fix-word');
    this.#teach(labelOf(input.value), (label) => {
      input.value = '';
      toast(t('fix.done', word(label)));
    });
  }

  #teach(label, done) {
    if (this.#drawing.isEmpty) {
      toast(t('teach.first', label));
      return;
    }
    if (!this.#connection.isOpen) {
      this.#connection.open(); // it may rest
      toast(t('connecting'));
      return;
    }
    this.#drawing.end();
    this.#pending = done;
    const strokes = thinned(this.#drawing.strokes, this.#drawing.pointCount);
    this.#connection.send({ type: 'example', label, strokes });
  }

  #learned(message) {
    this.#pending?.(message.label);
    this.#pending = null;
  }

  #show(message) {
    const classes = message.classes;
    this.#guesses.own = new Set(classes.map((each) => each.label));
    byId('own-about').textContent = aboutOf(message);
    byId('own-save').disabled = classes.length === 0;
    byId('own-forget').disabled = classes.length === 0;
    byId('own-list').replaceChildren(...classes.map((each) => this.#chip(each, message.loaded)));
    this.#any = classes.length > 0;
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => this.#keepNow(), KEEP_AFTER_MS);
  }

  #chip({ label, examples }, frozen) {
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = word(label);
    button.disabled = frozen;
    button.title = t('own.show', word(label));
    const number = document.createElement('span');
    number.textContent = frozen ? '' : count('own.count', examples);
    button.append(number);
    button.addEventListener('click', () => showExamples(this.#connection, label, {
      removeOne: (example) => {
        this.#change({ type: 'remove', label, example }, t('own.removedOne', word(label)));
      },
      removeAll: () => this.#change({ type: 'remove', label }, t('own.removed', word(label))),
    }));
    item.append(button);
    return item;
  }

  /** Changes the classes; the toast has the way back. */
  async #change(message, text) {
    await this.#restored;
    await this.#settled();
    this.#before = await loadFile(FILE);
    this.#connection.send(message);
    toast(text, this.#before && (() => this.#put(this.#before)));
  }

  /** Waits until the browser has kept the classes as they are now. */
  #settled() {
    return this.#keeping ? this.#keepNow() : this.#kept;
  }

  #keepNow() {
    clearTimeout(this.#keeping);
    this.#keeping = 0;
    this.#kept = this.#keep();
    return this.#kept;
  }

  async #keep() {
    if (!this.#any) {
      await removeFile(FILE);
      return;
    }
    try {
      const response = await fetch('api/classes', { headers: this.#headers });
      if (response.ok) {
        await saveFile(FILE, await response.arrayBuffer());
      } else if (response.status === 429) {
        this.#keeping = setTimeout(() => this.#keepNow(), AGAIN_AFTER_MS);
      }
    } catch {
      // the server is away; the next change is kept again
    }
  }

  get #headers() {
    return { 'X-Sketch-Session': this.#connection.hello?.session ?? '' };
  }

  async #save() {
    await this.#settled();
    const bytes = await loadFile(FILE);
    if (bytes) {
      saveBlob(new Blob([bytes]), 'my-sketches.classes');
      return;
    }
    const response = await fetch('api/classes', { headers: this.#headers });
    if (response.ok) {
      saveBlob(await response.blob(), 'my-sketches.classes');
    } else {
      toast(explain(await response.json()));
    }
  }

  /** Loads a file of classes in place of the own ones; returns whether it is one. */
  async load(file) {
    await this.#settled();
    this.#before = await loadFile(FILE);
    const before = this.#before;
    const refusal = await this.#put(await file.arrayBuffer());
    if (refusal) {
      return false;
    }
    toast(t('own.loaded'), before && (() => this.#put(before)));
    return true;
  }

  /** Has the server use a file; says why if it does not. */
  async #put(bytes) {
    let refusal;
    try {
      const response = await fetch('api/classes', { method: 'PUT', headers: this.#headers, body: bytes });
      if (response.ok) {
        return null;
      }
      refusal = await response.json();
    } catch {
      refusal = { error: t('file.away') };
    }
    toast(explain(refusal));
    return refusal;
  }
}

/** Strokes with no more points than a message takes: every second one, or fewer, and the last. */
function thinned(strokes, pointCount) {
  const every = Math.ceil(pointCount / MOST_POINTS);
  return every < 2 ? strokes : strokes.map((stroke) => stroke.filter((_value, i) => {
    const point = Math.floor(i / 2);
    return point % every === 0 || point === stroke.length / 2 - 1;
  }));
}

function aboutOf({ classes, loaded, unknownFrom }) {
  if (classes.length === 0) {
    return t('own.none');
  }
  if (loaded) {
    return t('own.frozen');
  }
  return unknownFrom === 0 ? t('own.always') : count('own.unknown', unknownFrom);
}
