// Model, how sure it must be, language, and the voice. The browser keeps them.

import { load, save } from './store.js';
import { LANGUAGES, language, setLanguage, t } from './texts.js';

const byId = (id) => document.getElementById(id);

export class Settings {
  #connection;
  #models = [];

  /** Whether there are several drawings on the canvas. */
  several = false;

  /** The server says which words it knows now. */
  onLabels = (_labels) => {};

  constructor(connection, voice) {
    this.#connection = connection;
    byId('set-language').append(...Object.entries(LANGUAGES).map(([code, name]) => new Option(name, code)));
    byId('set-language').value = language;
    byId('set-language').addEventListener('change', (event) => setLanguage(event.target.value));
    byId('set-model').addEventListener('change', (event) => {
      save('model', event.target.value);
      this.send();
    });
    byId('set-level').addEventListener('change', (event) => {
      save('level', Number(event.target.value));
      this.send();
    });
    byId('set-voice').checked = voice.isOn;
    byId('set-voice').disabled = !voice.isPossible;
    byId('set-voice').addEventListener('change', (event) => voice.turn(event.target.checked));
    connection.on('options', (message) => this.#show(message));
  }

  /** A session began: shows its model, and asks for what was chosen before. */
  greet(hello) {
    this.#models = hello.models;
    byId('set-model').replaceChildren(...hello.models.map(({ name, words }) => {
      const embedded = name === `quickdraw${words}`;
      return new Option(embedded ? t('set.words', words) : t('set.file', name, words), name);
    }));
    this.#show(hello);
    this.send();
  }

  /** Tells the server what is chosen. */
  send() {
    const message = { type: 'options', several: this.several };
    const model = load('model');
    if (this.#models.some(({ name }) => name === model)) {
      message.model = model;
    }
    const level = load('level');
    if (this.#levels.includes(level)) {
      message.maxFalseUnknown = level;
    }
    this.#connection.send(message);
  }

  get #levels() {
    return [...byId('set-level').options].map((option) => Number(option.value));
  }

  #show({ model, levels, maxFalseUnknown, labels }) {
    byId('set-model').value = model;
    byId('set-level').replaceChildren(...levels.map((level, i) => {
      return new Option(levels.length > 1 ? t(`level.${i}`) : t('level.1'), level);
    }));
    byId('set-level').value = maxFalseUnknown;
    byId('set-level').disabled = levels.length < 2;
    this.onLabels(labels);
  }
}
