// The examples of an own class, each with a button that removes it.

import { paintRaster, unpack } from './guesses.js';
import { t, word } from './texts.js';

const byId = (id) => document.getElementById(id);

let shown = null; // the connection that is listened to

/** Asks the server for the examples of a class and shows them. */
export function showExamples(connection, label, { removeOne, removeAll }) {
  if (shown !== connection) {
    shown = connection;
    byId('examples-remove').addEventListener('click', () => close((actions) => actions.removeAll()));
  }
  connection.on('examples', (message) => {
    byId('examples-title').textContent = word(message.label);
    byId('examples-list').replaceChildren(...message.examples.map((example, i) => {
      const item = document.createElement('li');
      const canvas = document.createElement('canvas');
      canvas.setAttribute('aria-hidden', 'true');
      paintRaster(canvas, unpack(example));
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = '\u00D7';
      button.setAttribute('aria-label', t('own.removeOne', i + 1));
      button.addEventListener('click', () => close((actions) => actions.removeOne(i)));
      item.append(canvas, button);
      return item;
    }));
    byId('examples-dialog').showModal();
  });
  current = { removeOne, removeAll };
  connection.send({ type: 'examples', label });
}

let current = null; // what the buttons of the open dialog do

function close(act) {
  byId('examples-dialog').close();
  act(current);
}
