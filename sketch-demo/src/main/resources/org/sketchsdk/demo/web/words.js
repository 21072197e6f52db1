// All words of the model: a list with a drawing of each, and suggestions where somebody types one.

import { drawSample, emptySample } from './samples.js';
import { count, word } from './texts.js';

const byId = (id) => document.getElementById(id);

let words = []; // label and name, by name
let items = null; // of the list, when somebody has looked at it

const view = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) {
      drawSample(target, target.dataset.label);
    }
  }
});

/** Takes the labels of the model. */
export function setWords(labels) {
  words = labels
    .map((label) => ({ label, name: word(label) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  byId('words').replaceChildren(...words.map(({ name }) => new Option(name)));
  byId('show-words').textContent = count('words.all', words.length);
  byId('words-title').textContent = count('words.all', words.length);
  items = null;
  if (byId('words-dialog').open) {
    show();
  }
}

function itemOf({ label, name }) {
  const item = document.createElement('li');
  const sample = emptySample();
  sample.dataset.label = label;
  view.observe(sample);
  const text = document.createElement('span');
  text.textContent = name;
  item.append(sample, text);
  return item;
}

function show() {
  if (!items) {
    view.disconnect();
    items = words.map(itemOf);
  }
  const wanted = byId('words-find').value.trim().toLowerCase();
  byId('words-list').replaceChildren(
    ...items.filter((_item, i) => words[i].name.toLowerCase().includes(wanted)));
}

byId('words-find').addEventListener('input', show);
for (const id of ['show-words', 'ideas']) {
  byId(id).addEventListener('click', () => {
    show();
    byId('words-dialog').showModal();
  });
}
