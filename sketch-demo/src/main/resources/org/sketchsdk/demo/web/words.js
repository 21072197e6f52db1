// All words of the model: a list to look in, and suggestions where somebody types one.

import { count, word } from './texts.js';

const byId = (id) => document.getElementById(id);

let names = [];

/** Takes the labels of the model. */
export function setWords(labels) {
  names = labels.map(word).sort((a, b) => a.localeCompare(b));
  byId('words').replaceChildren(...names.map((name) => new Option(name)));
  byId('show-words').textContent = count('words.all', names.length);
  byId('words-title').textContent = count('words.all', names.length);
  show();
}

function show() {
  const wanted = byId('words-find').value.trim().toLowerCase();
  byId('words-list').replaceChildren(...names
    .filter((name) => name.toLowerCase().includes(wanted))
    .map((name) => {
      const item = document.createElement('li');
      item.textContent = name;
      return item;
    }));
}

byId('words-find').addEventListener('input', show);
byId('show-words').addEventListener('click', () => byId('words-dialog').showModal());
