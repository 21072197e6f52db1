// Short messages at the foot of the page, some with a button that takes back what was done.

import { t } from './texts.js';

const SHOWN_MS = 6000;
const WITH_UNDO_MS = 12_000;

const byId = (id) => document.getElementById(id);

let timer = 0;
let takeBack = null;
let topic = null; // what the way back is about

export function toast(text, undo = null, about = null) {
  takeBack = undo;
  topic = about;
  byId('toast-text').textContent = text;
  byId('toast-undo').hidden = !undo;
  byId('toast').hidden = false;
  clearTimeout(timer);
  timer = setTimeout(hide, undo ? WITH_UNDO_MS : SHOWN_MS);
}

function hide() {
  byId('toast').hidden = true;
  takeBack = null;
}

/** Hides a toast whose way back would lead astray, as what it is about has changed since. */
export function dismissUndo(about) {
  if (takeBack && topic === about) {
    hide();
  }
}

export function announce(text) {
  byId('announce').textContent = text;
}

byId('toast-undo').textContent = t('undo');
byId('toast-undo').addEventListener('click', () => {
  const undo = takeBack;
  hide();
  undo?.();
});
