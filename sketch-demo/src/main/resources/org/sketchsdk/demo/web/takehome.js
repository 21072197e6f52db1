// The drawing as a file: PNG by the browser, the others by the server, which has the SDK's writers.

import { pictureOf } from './board.js';
import { fitted } from './drawing.js';
import { t } from './texts.js';
import { toast } from './toast.js';

const SIDE = 1024;
const TYPES = { svg: 'image/svg+xml', ndjson: 'application/x-ndjson', inkml: 'application/inkml+xml' };

const byId = (id) => document.getElementById(id);

export function blobOf(canvas, type = 'image/png') {
  return new Promise((done) => { canvas.toBlob(done, type, 0.93); });
}

export function saveBlob(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export function takeHome(connection, transport, drawing) {
  const unlessEmpty = (save) => () => {
    if (drawing.isEmpty) {
      toast(t('file.empty'));
    } else {
      save();
    }
  };
  byId('save-png').addEventListener('click', unlessEmpty(async () => {
    saveBlob(await blobOf(pictureOf(fitted(drawing.strokes, 1000), SIDE)), 'drawing.png');
  }));
  for (const format of Object.keys(TYPES)) {
    byId(`save-${format}`).addEventListener('click', unlessEmpty(() => {
      if (!connection.isOpen) {
        connection.open();
        toast(t('connecting'));
        return;
      }
      transport.flush();
      connection.send({ type: 'export', format });
    }));
  }
  connection.on('export', ({ format, text }) => {
    saveBlob(new Blob([text], { type: TYPES[format] }), `drawing.${format}`);
  });
  byId('show-java').addEventListener('click', () => byId('java-dialog').showModal());
}
