// The game: six words in a row. The clock of a word starts when the visitor has read it.

import { gamePicture } from './gamepicture.js';
import { drawSample, emptySample } from './samples.js';
import { load, save } from './store.js';
import { saveBlob } from './takehome.js';
import { t, word } from './texts.js';
import { announce, toast } from './toast.js';

const WORDS = 6;
const READ_MS = 600; // a key that was meant for the drawing does not start the next word

const byId = (id) => document.getElementById(id);

export class Game {
  #connection;
  #drawing;
  #lastGuess;
  #onDraw;
  #label = null; // of the round
  #endsAt = 0; // of the clock; 0 while it stands
  #seconds = 20;
  #frame = 0;
  #cardAt = 0; // when the card came
  #results = [];

  /**
   * @param connection talks to the server
   * @param drawing what is drawn
   * @param lastGuess returns the label of the first guess now
   * @param onDraw is told whether there is something to draw, or a card to read
   */
  constructor(connection, drawing, lastGuess, onDraw) {
    this.#connection = connection;
    this.#drawing = drawing;
    this.#lastGuess = lastGuess;
    this.#onDraw = onDraw;
    byId('gamecard-go').addEventListener('click', (event) => {
      const byKey = event.detail === 0;
      if (!byKey || performance.now() - this.#cardAt > READ_MS) {
        this.#press();
      }
    });
    byId('round-skip').addEventListener('click', () => this.#skip());
    byId('results-save').addEventListener('click', () => this.#savePicture());
    connection.on('round', (message) => this.#read(message));
    connection.on('won', (message) => this.#over(message));
    connection.on('lost', (message) => this.#over(message));
  }

  /** Shows the card that explains the game. */
  open() {
    this.#stopClock();
    this.#label = null;
    this.#results = [];
    const best = load('best');
    const about = t('play.about') + (best ? ` ${t('play.best', best.words, seconds(best.millis))}` : '');
    this.#card(t('play.title'), about, t('play.start'));
  }

  /** Ends the game, without a word about it. */
  close() {
    if (this.#label) {
      this.#connection.send({ type: 'stop' });
    }
    this.#stopClock();
    this.#label = null;
  }

  /** The connection was lost, and the round with it. */
  interrupted() {
    if (this.#label) {
      toast(t('play.left'));
      this.open();
    }
  }

  #card(title, text, button) {
    this.#cardAt = performance.now();
    byId('gamecard-title').textContent = title;
    byId('gamecard-text').textContent = text;
    byId('gamecard-go').textContent = button;
    byId('word').hidden = true;
    byId('results').hidden = true;
    byId('results-save').hidden = true;
    this.#onDraw(false);
  }

  #press() {
    if (!this.#connection.isOpen) {
      this.#connection.open(); // it may rest
      toast(t('connecting'));
      return;
    }
    if (this.#label) {
      this.#go();
      return;
    }
    if (this.#results.length === WORDS) {
      this.#results = [];
    }
    this.#connection.send({ type: 'round' });
  }

  /** A word came: it is read before the clock starts. */
  #read(message) {
    this.#label = message.label;
    this.#seconds = message.seconds;
    this.#drawing.reset(); // as the server does
    this.#card(t('play.word', this.#results.length + 1), this.#before(), t('play.go'));
    byId('word').textContent = word(message.label);
    byId('word').hidden = false;
    announce(t('play.draw', word(message.label)));
    byId('gamecard-go').focus();
  }

  #before() {
    const last = this.#results.at(-1);
    const result = last ? `${sentence(last)}. ` : '';
    return result + t('play.read');
  }

  #go() {
    this.#drawing.reset();
    this.#connection.send({ type: 'go' });
    byId('round-text').textContent = t('play.draw', word(this.#label));
    this.#endsAt = performance.now() + 1000 * this.#seconds;
    this.#onDraw(true);
    byId('board').focus({ preventScroll: true, focusVisible: false });
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

  #stopClock() {
    this.#endsAt = 0;
    cancelAnimationFrame(this.#frame);
  }

  #skip() {
    const guess = this.#lastGuess();
    this.#connection.send({ type: 'stop' });
    this.#over({ label: this.#label, candidates: guess && !this.#drawing.isEmpty ? [{ label: guess }] : [] });
  }

  /** A word was recognized, or not. */
  #over(message) {
    if (message.label !== this.#label) {
      return; // of a round that was left
    }
    this.#drawing.end();
    this.#stopClock();
    this.#label = null;
    const others = message.candidates.map((each) => each.label).filter((each) => each !== message.label);
    this.#results.push({
      label: message.label,
      millis: message.millis ?? null,
      runnerUp: others[0] ?? null,
      strokes: this.#drawing.strokes,
    });
    announce(sentence(this.#results.at(-1)));
    if (this.#results.length < WORDS) {
      this.#connection.send({ type: 'round' });
    } else {
      this.#showResults();
    }
  }

  #showResults() {
    const won = this.#results.filter((each) => each.millis !== null);
    const millis = won.reduce((sum, each) => sum + each.millis, 0);
    this.#card(t('play.results', won.length), t('play.total', seconds(millis)), t('play.again'));
    const best = load('best');
    if (!best || won.length > best.words || (won.length === best.words && millis < best.millis)) {
      save('best', { words: won.length, millis });
    }
    const list = byId('results');
    list.replaceChildren(...this.#results.map((result) => {
      const item = document.createElement('li');
      item.dataset.won = String(result.millis !== null);
      item.append(gamePicture.thumbnail(result.strokes));
      const name = document.createElement('strong');
      name.textContent = sentence(result);
      const other = document.createElement('span');
      other.textContent = runnerUp(result);
      item.append(name, other);
      if (result.millis === null) {
        item.append(sampleOf(result.label));
      }
      return item;
    }));
    list.hidden = false;
    byId('results-save').hidden = false;
    byId('gamecard-title').focus();
    this.#connection.send({ type: 'clear' });
    this.#drawing.reset();
  }

  async #savePicture() {
    const tiles = this.#results.map((result) => ({
      strokes: result.strokes,
      title: word(result.label),
      text: result.millis === null ? runnerUp(result) : `${seconds(result.millis)} s`,
      won: result.millis !== null,
    }));
    saveBlob(await gamePicture.of(tiles), 'six-words.png');
  }
}

/** How the word could be drawn, for a word that was missed. */
function sampleOf(label) {
  const place = document.createElement('span');
  place.className = 'hint-sample';
  place.setAttribute('aria-hidden', 'true');
  place.hidden = true; // until there is a drawing
  const sample = emptySample();
  place.append(t('play.sample'), sample);
  drawSample(sample, label).then(() => {
    place.hidden = !sample.firstChild;
  });
  return place;
}

function seconds(millis) {
  return (millis / 1000).toFixed(1);
}

function sentence({ label, millis }) {
  return millis === null ? t('play.lost', word(label)) : t('play.won', word(label), seconds(millis));
}

function runnerUp({ millis, runnerUp: other }) {
  if (!other) {
    return millis === null ? t('play.nothing') : '';
  }
  return t(millis === null ? 'play.closest' : 'play.runner', word(other));
}
