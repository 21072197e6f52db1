// Puts the page together.

import { Board, UNITS } from './board.js';
import { Camera } from './camera.js';
import { Connection } from './connection.js';
import { Drawing } from './drawing.js';
import { FullScreen } from './fullscreen.js';
import { Game } from './game.js';
import { Guesses } from './guesses.js';
import { Intake } from './intake.js';
import { Modes } from './modes.js';
import { offerPhone } from './phone.js';
import { Settings } from './settings.js';
import { Steady } from './steady.js';
import { load, save } from './store.js';
import { takeHome } from './takehome.js';
import { Teacher } from './teach.js';
import { explain, fillIn, t } from './texts.js';
import { dismissUndo, toast } from './toast.js';
import { Transport } from './transport.js';
import { Voice } from './voice.js';
import { Whiteboard } from './whiteboard.js';
import { setWords } from './words.js';

const SAVE_AFTER_MS = 200;
const NOTHING = { verdict: 'EMPTY', candidates: [], seen: null };

const byId = (id) => document.getElementById(id);

fillIn();

const connection = new Connection();
const transport = new Transport(connection);
const drawing = new Drawing();
const board = new Board(byId('board'), drawing);
const whiteboard = new Whiteboard(board);
const guesses = new Guesses();
const voice = new Voice();
const modes = new Modes();
const settings = new Settings(connection, voice);
const camera = new Camera(connection, showPicture);
const game = new Game(connection, drawing, () => guesses.first, showGame);
const teacher = new Teacher(connection, drawing, guesses);
const fullScreen = new FullScreen(drawing, UNITS);
const intake = new Intake(connection, {
  onPicture: async (bitmap) => {
    modes.go('camera');
    await camera.take(bitmap);
  },
  onDrawing: (strokes) => {
    if (!['draw', 'board', 'teach'].includes(modes.current)) {
      modes.go('draw');
    }
    drawing.replace(strokes);
  },
  onClasses: async (file) => {
    const taken = await teacher.load(file);
    if (taken) {
      modes.go('teach');
    }
    return taken;
  },
});
camera.onFile = (file) => intake.take(file);
takeHome(connection, transport, drawing);

let ofCanvas = NOTHING;
let ofPicture = NOTHING;
let saving = 0;

// The drawing.

function arrange() {
  // Not disabled, which would take the focus away from whom uses keys.
  byId('undo').setAttribute('aria-disabled', String(!drawing.canUndo));
  byId('redo').setAttribute('aria-disabled', String(!drawing.canRedo));
  byId('clear').setAttribute('aria-disabled', String(drawing.isEmpty));
  byId('hint').hidden = !drawing.isEmpty;
  byId('fix').hidden = drawing.isEmpty || modes.current !== 'draw';
}

function changed() {
  arrange();
  clearTimeout(saving);
  saving = setTimeout(keep, SAVE_AFTER_MS);
}

/** Keeps the drawing in the browser; drawings of the game are not kept. */
function keep() {
  clearTimeout(saving);
  if (modes.current !== 'play') {
    save('drawing', drawing.strokes);
  }
}

window.addEventListener('pagehide', keep);

drawing.onBegin = () => {
  dismissUndo('drawing');
  transport.begin();
  changed();
};
drawing.onPoints = (points) => transport.points(points);
drawing.onEnd = () => {
  transport.end();
  changed();
};
drawing.onCancel = () => {
  transport.undo();
  changed();
};
drawing.onChange = (before, after) => {
  dismissUndo('drawing');
  transport.change(before, after);
  board.paint();
  changed();
};
board.onFull = () => toast(t('drawing.full'));
board.onBrush = (change) => {
  byId('brush').valueAsNumber += change;
  setBrush();
};
board.onClear = clear;

function clear() {
  if (!drawing.isEmpty) {
    drawing.replace([]);
    toast(t('cleared'), () => drawing.undo(), 'drawing');
  }
}

function setBrush() {
  board.brush = byId('brush').valueAsNumber;
  save('brush', board.brush);
  board.paint();
}

byId('brush').addEventListener('input', setBrush);
byId('undo').addEventListener('click', () => drawing.undo());
byId('redo').addEventListener('click', () => drawing.redo());
byId('clear').addEventListener('click', clear);
document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input[type=text], input[type=search]');
  const key = event.key.toLowerCase();
  const canvas = !byId('paper').hidden;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing || !canvas || !['z', 'y'].includes(key)) {
    return;
  }
  event.preventDefault();
  if (key === 'y' || event.shiftKey) {
    drawing.redo();
  } else {
    drawing.undo();
  }
});

byId('skip').addEventListener('click', (event) => {
  event.preventDefault(); // the address names the mode
  byId(byId('paper').hidden ? 'stage' : 'board').focus();
});

// What the server says.

const steady = new Steady((answer) => {
  ofCanvas = answer;
  if (modes.current !== 'camera') {
    guesses.show(answer);
  }
});
guesses.onSettled = (verdict, label) => voice.say(verdict, label);

connection.onState = (state) => {
  byId('status').dataset.state = state;
  byId('status-text').textContent = t(`state.${state}`);
  if (state === 'lost') {
    guesses.setStale(true);
    game.interrupted();
  }
};
connection.on('hello', (message) => {
  board.maxPoints = message.limits.maxPoints;
  board.maxStrokes = message.limits.maxStrokes;
  settings.greet(message);
  offerPhone(message);
  teacher.restore();
  transport.replay(drawing.strokes);
});
connection.on('update', (answer) => {
  guesses.setStale(false);
  steady.take(answer);
  whiteboard.show(answer.drawings ?? []);
});
connection.on('error', (message) => {
  teacher.refused();
  toast(explain(message));
});
settings.onLabels = setWords;

const steadyLive = new Steady((answer) => guesses.show(answer, t('camera.noneYet'), t('camera.looking')));

function showPicture(answer, live = false) {
  if (!live) {
    ofPicture = answer;
    steadyLive.stop();
  }
  if (modes.current !== 'camera') {
    return;
  }
  if (live) {
    // While somebody still moves the sheet, there is nothing to complain about.
    const remarks = answer.remarks.filter((remark) => remark.code !== 'NO_DRAWING');
    steadyLive.take({ ...answer, remarks });
  } else if (answer.seen) {
    guesses.show(answer, t('camera.none'), t('camera.found'));
  } else {
    guesses.show(answer, t('camera.noPicture'), t('camera.waiting'));
  }
}

// Modes.

/** Shows the canvas, or a card of the game. */
function showGame(toDraw) {
  if (modes.current !== 'play') {
    return;
  }
  byId('round').hidden = !toDraw;
  document.body.dataset.card = String(!toDraw);
  byId('gamecard').hidden = toDraw;
  showCanvas(toDraw);
}

function showCanvas(shown) {
  byId('paper').hidden = !shown;
  byId('tools').hidden = !shown;
  board.paint();
}

modes.onChange = (mode, before) => {
  if (before === 'camera') {
    camera.stop();
  }
  if (before === 'play') {
    game.close();
    drawing.reset(load('drawing') ?? []);
    connection.send({ type: 'clear' });
    transport.replay(drawing.strokes);
  }
  dismissUndo('drawing');
  fullScreen.set(false);
  document.body.dataset.card = 'false';
  byId('gamecard').hidden = true;
  byId('camera').hidden = mode !== 'camera';
  byId('home').hidden = mode === 'play' || mode === 'camera';
  byId('own').hidden = mode !== 'teach';
  showCanvas(mode !== 'camera');
  if (mode === 'play') {
    if (before !== null) {
      save('drawing', drawing.strokes);
    }
    drawing.reset();
    connection.send({ type: 'clear' });
    game.open();
  }
  guesses.isQuiet = mode === 'board';
  whiteboard.setShown(mode === 'board');
  if ((mode === 'board') !== settings.several) {
    settings.several = mode === 'board';
    settings.send();
  }
  arrange();
  if (mode === 'camera') {
    showPicture(ofPicture);
  } else {
    guesses.show(ofCanvas);
  }
};

byId('brush').valueAsNumber = load('brush') ?? 7;
setBrush();
drawing.reset(load('drawing') ?? []);
modes.start();
connection.open();
