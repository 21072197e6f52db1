// A round: a word, twenty seconds, and how long it took to be recognized.

const byId = (id) => document.getElementById(id);
const articleOf = (word) => (/^[aeiou]/.test(word) ? 'an' : 'a');

export class Game {
  #connection;
  #board;
  #toast;
  #endsAt = 0;
  #seconds = 20;
  #frame = 0;
  #rounds = 0;
  #times = [];

  constructor(connection, board, toast) {
    this.#connection = connection;
    this.#board = board;
    this.#toast = toast;
    byId('round-start').addEventListener('click', () => this.start());
    connection.on('round', (message) => this.#begin(message));
    connection.on('won', (message) => this.#won(message));
    connection.on('lost', (message) => this.#lost(message));
  }

  start() {
    if (!this.#connection.isOpen) {
      this.#connection.open(); // it may rest
      this.#toast('Connecting. Try again in a moment.');
      return;
    }
    if (this.#endsAt > 0) {
      this.#rounds++; // left for another word
    }
    this.#board.clear(false); // as the server does
    this.#connection.send({ type: 'round' });
  }

  stop(text = 'Twenty seconds a word. Ready?') {
    if (this.#endsAt > 0) {
      this.#connection.send({ type: 'stop' });
      this.#over(text, 'Start');
    }
  }

  #begin(message) {
    this.#seconds = message.seconds;
    this.#endsAt = performance.now() + 1000 * message.seconds;
    const word = document.createElement('strong');
    word.id = 'word';
    word.textContent = message.label;
    byId('round-text').replaceChildren(`Draw ${articleOf(message.label)} `, word);
    byId('announce').textContent = `Draw ${articleOf(message.label)} ${message.label}`;
    byId('countdown').hidden = false;
    byId('timer').hidden = false;
    byId('score').hidden = true;
    byId('round-start').textContent = 'Another word';
    byId('board').focus({ preventScroll: true, focusVisible: false });
    cancelAnimationFrame(this.#frame);
    this.#tick();
  }

  #tick() {
    const left = Math.max(0, this.#endsAt - performance.now()) / 1000;
    byId('seconds').textContent = Math.ceil(left);
    byId('timer-bar').style.transform = `scaleX(${left / this.#seconds})`;
    if (this.#endsAt > 0) {
      this.#frame = requestAnimationFrame(() => this.#tick());
    }
  }

  #won(message) {
    this.#rounds++;
    this.#times.push(message.millis);
    const article = articleOf(message.label).replace('a', 'A');
    this.#over(`${article} ${message.label} in ${inSeconds(message.millis)}. Well drawn!`, 'Next word');
  }

  #lost(message) {
    this.#rounds++;
    this.#over(`Time is up: that was ${articleOf(message.label)} ${message.label}.`, 'Next word');
  }

  #over(text, button) {
    this.#endsAt = 0;
    cancelAnimationFrame(this.#frame);
    byId('round-text').textContent = text;
    byId('announce').textContent = text;
    byId('countdown').hidden = true;
    byId('timer').hidden = true;
    byId('score').hidden = false;
    byId('round-start').textContent = button;
    const best = this.#times.length ? `, best ${inSeconds(Math.min(...this.#times))}` : '';
    byId('score').textContent =
      this.#rounds > 0 ? `${this.#times.length} of ${this.#rounds} recognized${best}` : '';
  }
}

function inSeconds(millis) {
  return `${(millis / 1000).toFixed(1)} s`;
}
