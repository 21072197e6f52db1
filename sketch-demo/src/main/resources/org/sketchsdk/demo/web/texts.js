// The texts of the page, in the language of the visitor. A language is a file texts-XX.js and a
// line in LANGUAGES.

import { load, save } from './store.js';

export const LANGUAGES = { en: 'English', de: 'Deutsch' };

function choose() {
  const wanted = [load('language'), ...navigator.languages.map((each) => each.slice(0, 2))];
  return wanted.find((each) => each in LANGUAGES) ?? 'en';
}

export const language = choose();
const { texts, words } = (await import(`./texts-${language}.js`)).default;

/** Remembers a language; the page reads it when it is loaded again. */
export function setLanguage(code) {
  save('language', code);
  location.reload();
}

export function has(key) {
  return key in texts;
}

/** Returns a text, with {0}, {1} … replaced by values. */
export function t(key, ...values) {
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (_all, i) => values[i]);
}

/** Returns a text for a number: the key with ".1" for one, else the key itself. */
export function count(key, number, ...values) {
  return t(number === 1 && has(`${key}.1`) ? `${key}.1` : key, number, ...values);
}

/** Returns the name of a word of the model in this language. */
export function word(label) {
  return words[label] ?? label;
}

/** Returns the label for what somebody typed: a word of the model in this language, or itself. */
export function labelOf(typed) {
  const name = typed.trim().toLowerCase();
  return Object.keys(words).find((label) => words[label].toLowerCase() === name) ?? typed.trim();
}

/** Returns a refusal of the server in words for people. */
export function explain({ error, code }) {
  const limit = /see (?:--)?([\w-]+)\)/.exec(error); // the name of the limit, where there is no code
  const key = `error.${code ?? limit?.[1]}`;
  if (has(key)) {
    return t(key);
  }
  return error.charAt(0).toUpperCase() + error.slice(1) + (/[.!?]$/.test(error) ? '' : '.');
}

/** Fills in the texts that the page has from the start. */
export function fillIn() {
  document.documentElement.lang = language;
  document.title = t('title');
  const attributes = { tLabel: 'aria-label', tPlaceholder: 'placeholder', tAlt: 'alt' };
  for (const element of document.querySelectorAll('[data-t]')) {
    element.textContent = t(element.dataset.t);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    const selector = `[data-${name.replace(/[A-Z]/g, (upper) => `-${upper.toLowerCase()}`)}]`;
    for (const element of document.querySelectorAll(selector)) {
      element.setAttribute(attribute, t(element.dataset[name]));
    }
  }
}
