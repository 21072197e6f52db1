// The picture of a game's six drawings.

import { pictureOf } from './board.js';
import { blobOf } from './takehome.js';

const TILE = 360;
const CAPTION = 84;
const GAP = 24;
const COLUMNS = 3;
const THUMBNAIL = 160;

export const gamePicture = {
  thumbnail(strokes) {
    const ink = getComputedStyle(document.body).getPropertyValue('--ink');
    const canvas = pictureOf(strokes, THUMBNAIL, { width: 3, color: ink, ground: null });
    canvas.setAttribute('aria-hidden', 'true');
    return canvas;
  },

  /** Returns a PNG with tiles of strokes, a title, a text, and whether they were won. */
  of(tiles) {
    const rows = Math.ceil(tiles.length / COLUMNS);
    const canvas = document.createElement('canvas');
    canvas.width = COLUMNS * TILE + (COLUMNS + 1) * GAP;
    canvas.height = rows * (TILE + CAPTION) + (rows + 1) * GAP;
    const c = canvas.getContext('2d');
    c.fillStyle = '#f5f4f0';
    c.fillRect(0, 0, canvas.width, canvas.height);
    c.textAlign = 'center';
    tiles.forEach((tile, i) => {
      const x = GAP + (i % COLUMNS) * (TILE + GAP);
      const y = GAP + Math.floor(i / COLUMNS) * (TILE + CAPTION + GAP);
      c.drawImage(pictureOf(tile.strokes, TILE), x, y);
      c.fillStyle = '#1c1f26';
      c.font = '600 28px system-ui, sans-serif';
      c.fillText(tile.title, x + TILE / 2, y + TILE + 36, TILE);
      c.fillStyle = tile.won ? '#14693b' : '#5a6170';
      c.font = '22px system-ui, sans-serif';
      c.fillText(tile.text, x + TILE / 2, y + TILE + 68, TILE);
    });
    return blobOf(canvas);
  },
};
