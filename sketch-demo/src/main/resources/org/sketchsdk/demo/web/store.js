// What the browser keeps for this page: small things as JSON, and the file of own classes. Where
// the browser keeps nothing, as in some private windows, the page works without.

const PREFIX = 'sketch.';
const DATABASE = 'sketch';
const FILES = 'files';

const memory = new Map(); // the files of this page, also where the browser keeps none

export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

export function save(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // full, or not allowed
  }
}

function open() {
  return new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FILES);
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
}

async function withFiles(mode, use) {
  try {
    const database = await open();
    const request = use(database.transaction(FILES, mode).objectStore(FILES));
    return await new Promise((done, fail) => {
      request.onsuccess = () => done(request.result ?? null);
      request.onerror = () => fail(request.error);
    });
  } catch {
    return null;
  }
}

/** Returns the bytes of a file, or null. */
export async function loadFile(name) {
  return memory.get(name) ?? withFiles('readonly', (files) => files.get(name));
}

export function saveFile(name, bytes) {
  memory.set(name, bytes);
  return withFiles('readwrite', (files) => files.put(bytes, name));
}

export function removeFile(name) {
  memory.delete(name);
  return withFiles('readwrite', (files) => files.delete(name));
}
