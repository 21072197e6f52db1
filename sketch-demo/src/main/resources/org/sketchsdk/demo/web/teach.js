// Classes of the visitor's own: drawings with a name, kept here so that they outlive a connection.

const byId = (id) => document.getElementById(id);

export class Teacher {
  #connection;
  #board;
  #guesses;
  #toast;
  #examples = []; // as they were sent
  #file = null; // bytes of loaded classes, in place of examples
  #pending = null; // the example that the server has not answered

  constructor(connection, board, guesses, toast) {
    this.#connection = connection;
    this.#board = board;
    this.#guesses = guesses;
    this.#toast = toast;
    byId('teach-form').addEventListener('submit', (event) => this.#add(event));
    byId('own-save').addEventListener('click', () => this.#save());
    byId('own-load').addEventListener('click', () => byId('own-file').click());
    byId('own-file').addEventListener('change', (event) => this.#load(event));
    byId('own-forget').addEventListener('click', () => this.#forget());
    connection.on('classes', (message) => this.#show(message));
  }

  /** Teaches a new session what the one before knew. */
  replay() {
    this.#pending = null;
    if (this.#file) {
      this.#put(this.#file);
    }
    for (const example of this.#examples) {
      this.#connection.send(example);
    }
  }

  /** The server refused something: perhaps the example on its way. */
  refused() {
    this.#pending = null;
  }

  #add(event) {
    event.preventDefault();
    const label = byId('teach-name').value.trim();
    if (this.#board.isEmpty) {
      this.#toast(`Draw ${label} first.`);
      return;
    }
    if (!this.#connection.isOpen) {
      this.#connection.open(); // it may rest
      this.#toast('Connecting. Try again in a moment.');
      return;
    }
    const strokes = this.#board.strokes.map((stroke) => [...stroke]);
    this.#pending = { type: 'example', label, strokes };
    this.#connection.send(this.#pending);
  }

  #show(message) {
    if (this.#pending) {
      this.#examples.push(this.#pending);
      this.#pending = null;
      this.#board.clear(); // for the next one
      byId('board').focus({ preventScroll: true, focusVisible: false });
    }
    const classes = message.classes;
    this.#guesses.own = new Set(classes.map((each) => each.label));
    byId('own-empty').hidden = classes.length > 0;
    byId('own-save').disabled = classes.length === 0;
    byId('own-forget').disabled = classes.length === 0;
    byId('own-list').replaceChildren(...classes.map((each) => {
      const item = document.createElement('li');
      item.textContent = each.label;
      const count = document.createElement('span');
      count.textContent = message.loaded ? 'loaded' : `× ${each.examples}`;
      item.append(count);
      return item;
    }));
  }

  get #headers() {
    return { 'X-Sketch-Session': this.#connection.hello?.session ?? '' };
  }

  async #save() {
    const response = await fetch('api/classes', { headers: this.#headers });
    if (!response.ok) {
      this.#toast((await response.json()).error);
      return;
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await response.blob());
    link.download = 'my-sketches.classes';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  async #load(event) {
    const file = event.target.files[0];
    event.target.value = '';
    if (file && await this.#put(file)) {
      this.#file = file;
      this.#examples = [];
    }
  }

  async #put(file) {
    const response = await fetch('api/classes', { method: 'PUT', headers: this.#headers, body: file });
    if (!response.ok) {
      this.#toast((await response.json()).error);
    }
    return response.ok;
  }

  #forget() {
    this.#examples = [];
    this.#file = null;
    this.#connection.send({ type: 'forget' });
  }
}
