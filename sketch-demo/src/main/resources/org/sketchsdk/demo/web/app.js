// Puts the page together: modes, tools, and the pace at which points are sent.

import { Board } from './board.js';
import { Camera } from './camera.js';
import { Connection } from './connection.js';
import { Game } from './game.js';
import { Guesses } from './guesses.js';
import { Teacher } from './teach.js';

const SEND_EVERY_MS = 40; // 25 messages a second, whatever the screen and the mouse do
const TOAST_MS = 6000;
const STATES = { connecting: 'Connecting', open: 'Connected', idle: 'Resting', lost: 'Connection lost' };

const byId = (id) => document.getElementById(id);

let toastTimer = 0;
function toast(text) {
  const element = byId('toast');
  element.textContent = text;
  element.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { element.hidden = true; }, TOAST_MS);
}

const connection = new Connection();
const board = new Board(byId('board'));
const guesses = new Guesses();
const camera = new Camera(connection, showPicture, toast);
const game = new Game(connection, board, toast);
const teacher = new Teacher(connection, board, guesses, toast);

let mode = 'draw';
let ofCanvas = { verdict: 'EMPTY', candidates: [], seen: null };
let ofPicture = ofCanvas;

// Points, bundled.

let bundle = null; // the message in the making
let sentAt = 0;
let frame = 0;

function collect(change) {
  bundle ??= { type: 'draw', points: [] };
  change(bundle);
  frame ||= requestAnimationFrame(flushIfDue);
}

function flushIfDue(now) {
  frame = 0;
  if (now - sentAt >= SEND_EVERY_MS) {
    flush();
  } else if (bundle) {
    frame = requestAnimationFrame(flushIfDue);
  }
}

function flush() {
  if (bundle) {
    connection.send(bundle);
    bundle = null;
    sentAt = performance.now();
  }
}

/** Sends a drawing to a session that knows nothing of it. */
function replay() {
  bundle = null;
  const most = connection.hello.limits.maxMessagePoints;
  for (const stroke of board.strokes) {
    for (let from = 0; from < stroke.length; from += 2 * most) {
      const points = stroke.slice(from, from + 2 * most);
      connection.send({ type: 'draw', begin: from === 0, points, end: from + 2 * most >= stroke.length });
    }
  }
}

board.onBegin = () => {
  if (!connection.isOpen) {
    connection.open(); // it may rest
  }
  flush();
  byId('hint').hidden = true;
  collect((message) => { message.begin = true; });
};
board.onPoints = (points) => collect((message) => message.points.push(...points));
board.onEnd = () => {
  collect((message) => { message.end = true; });
  flush();
};
board.onUndo = () => connection.send({ type: 'undo' });
board.onClear = () => connection.send({ type: 'clear' });
board.onBrush = (change) => {
  byId('brush').valueAsNumber += change;
  setBrush();
};

// What the server says.

connection.onState = (state) => {
  byId('status').dataset.state = state;
  byId('status-text').textContent = STATES[state];
};
connection.on('hello', (message) => {
  byId('known').textContent = message.labels.join(', ');
  teacher.replay();
  replay();
});
connection.on('update', (answer) => {
  ofCanvas = answer;
  if (mode !== 'camera') {
    guesses.show(answer);
  }
});
connection.on('error', (message) => {
  teacher.refused();
  toast(sentence(message.error));
});

function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
}

function showPicture(answer, live = false) {
  if (!live) {
    ofPicture = answer;
  }
  if (mode !== 'camera') {
    return;
  }
  if (live) {
    // While somebody still moves the sheet, there is nothing to complain about.
    const remarks = answer.remarks.filter((remark) => remark.code !== 'NO_DRAWING');
    guesses.show({ ...answer, remarks }, 'No drawing yet', 'Looking');
  } else if (answer.seen) {
    guesses.show(answer, 'No drawing', 'Nothing found');
  } else {
    guesses.show(answer, 'No picture yet', 'Waiting for a picture');
  }
}

// Modes.

const tabs = [...document.querySelectorAll('[role=tab]')];

function select(tab, focus) {
  const next = tab.dataset.mode;
  if (focus) {
    tab.focus();
  }
  if (next === mode) {
    return;
  }
  if (mode === 'camera') {
    camera.stop();
  }
  if (mode === 'play') {
    game.stop();
  }
  mode = next;
  for (const each of tabs) {
    each.setAttribute('aria-selected', String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
  }
  byId('stage').setAttribute('aria-labelledby', tab.id);
  for (const prompt of document.querySelectorAll('.prompt')) {
    prompt.hidden = prompt.dataset.for !== mode;
  }
  const drawing = mode !== 'camera';
  byId('paper').hidden = !drawing;
  byId('tools').hidden = !drawing;
  byId('camera').hidden = drawing;
  byId('own').hidden = mode !== 'teach';
  if (drawing) {
    guesses.show(ofCanvas);
  } else {
    showPicture(ofPicture);
  }
}

tabs.forEach((tab, i) => {
  tab.addEventListener('click', () => select(tab, false));
  tab.addEventListener('keydown', (event) => {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      select(tabs[(to + tabs.length) % tabs.length], true);
    }
  });
});

// Tools.

function setBrush() {
  board.brush = byId('brush').valueAsNumber;
  board.paint();
}

byId('brush').addEventListener('input', setBrush);
byId('undo').addEventListener('click', () => board.undo());
byId('clear').addEventListener('click', () => board.clear());
document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input[type=text]');
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !typing && mode !== 'camera') {
    event.preventDefault();
    board.undo();
  }
});
// A picture that misses its place must not make the browser leave the page.
for (const type of ['dragover', 'drop']) {
  document.addEventListener(type, (event) => event.preventDefault());
}

setBrush();
connection.open();
