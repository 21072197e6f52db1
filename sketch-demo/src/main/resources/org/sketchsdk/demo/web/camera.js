// Pictures: from the camera, a file, or dropped. They are turned upright and shrunk here, by the
// browser, which reads more kinds of files than the server and knows how the phone was held.

import { Scene, leftOutInWords, nameOf } from './scene.js';
import { blobOf } from './takehome.js';
import { explain as explainRefusal, has, t } from './texts.js';
import { toast } from './toast.js';

const JPEG = 'image/jpeg';
const LONGEST_PX = 1600;
const LONGEST_LIVE_PX = 640;
const LIVE_PAUSE_MS = 120;
const BUSY_PAUSE_MS = 1500; // when the server has too much to do, or does not answer

const NOTHING = { verdict: 'EMPTY', candidates: [], seen: null };

const byId = (id) => document.getElementById(id);

export class Camera {
  #connection;
  #onAnswer;
  #scene = new Scene();
  #stream = null;
  #number = 0; // of the last picture, as answers may overtake each other
  #still = null; // the picture as a canvas
  #part = null; // of the picture, that is read
  #answer = null;
  #others = []; // the cameras, if there are several
  #mirrored = false; // whether the camera's picture is shown as in a mirror

  /** The visitor chose a file. */
  onFile = (_file) => {};

  constructor(connection, onAnswer) {
    this.#connection = connection;
    this.#onAnswer = onAnswer;
    this.#scene.onChoose = (index) => this.#choose(index);
    this.#scene.onCrop = (box) => this.#read(box);
    byId('camera-start').addEventListener('click', () => this.#start());
    byId('camera-shoot').addEventListener('click', () => this.#shoot());
    byId('camera-stop').addEventListener('click', () => this.stop());
    byId('camera-other').addEventListener('click', () => this.#switch());
    byId('camera-light').addEventListener('click', () => this.#toggleLight());
    byId('camera-choose').addEventListener('click', () => byId('camera-file').click());
    byId('camera-crop').addEventListener('click', () => this.#toggleCrop());
    byId('everything').addEventListener('click', () => this.#toggleEverything());
    byId('camera-mirror').addEventListener('click', () => this.#mirror(!this.#mirrored));
    byId('camera-file').addEventListener('change', (event) => {
      const file = event.target.files[0];
      event.target.value = '';
      this.onFile(file);
    });
    this.#arrange();
  }

  /** Turns the camera off: its light must not burn for nothing. */
  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    if (this.#stream) {
      this.#stream = null;
      this.#number++; // what is under way is of no use
      this.#restore();
    }
    byId('video').srcObject = null;
    this.#arrange();
  }

  /** Shows again what was there before the camera was on. */
  #restore() {
    const { width, height } = this.#still ?? { width: 1, height: 1 };
    this.#scene.open(width, height);
    if (this.#answer) {
      this.#choose(0);
    } else {
      this.#onAnswer(NOTHING, false);
    }
  }

  #arrange() {
    const live = this.#stream !== null;
    const still = this.#still !== null;
    byId('video').hidden = !live;
    byId('still').hidden = live || !still;
    byId('camera-empty').hidden = live || still;
    byId('camera-start').hidden = live;
    byId('camera-start').textContent = t(still ? 'camera.again' : 'camera.start');
    byId('camera-shoot').hidden = !live;
    byId('camera-stop').hidden = !live;
    byId('camera-other').hidden = !live || this.#others.length < 2;
    byId('camera-light').hidden = !live || !this.#track()?.getCapabilities?.().torch;
    byId('camera-mirror').hidden = !live;
    byId('camera-crop').hidden = live || !still;
    byId('camera-crop').setAttribute('aria-pressed', String(this.#scene.cropping));
    this.#list(live ? null : this.#answer);
  }

  #track() {
    return this.#stream?.getVideoTracks()[0];
  }

  /** Turns the camera on: one of the back, or that with an id. */
  async #start(deviceId = null) {
    if (!navigator.mediaDevices?.getUserMedia) {
      toast(t('camera.https'));
      return;
    }
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: {
          ...(deviceId ? { deviceId: { exact: deviceId } } : { facingMode: 'environment' }),
          width: { ideal: 1280 },
          height: { ideal: 960 },
        },
      });
    } catch (problem) {
      this.stop();
      toast(explain(problem));
      return;
    }
    const video = byId('video');
    video.srcObject = this.#stream;
    this.#scene.open(1, 1);
    byId('camera-light').setAttribute('aria-pressed', 'false');
    // Cameras that look at the person are like a mirror.
    this.#mirror(this.#track()?.getSettings().facingMode === 'user');
    this.#arrange();
    await video.play();
    byId(deviceId ? 'camera-other' : 'camera-shoot').focus();
    this.#watch(this.#stream);
    // Browsers tell cameras apart once one was allowed.
    const devices = await navigator.mediaDevices.enumerateDevices();
    this.#others = devices.filter((device) => device.kind === 'videoinput' && device.deviceId);
    this.#arrange();
  }

  async #switch() {
    const ids = this.#others.map((device) => device.deviceId);
    const now = ids.indexOf(this.#track()?.getSettings().deviceId);
    this.#stream?.getTracks().forEach((track) => track.stop()); // phones open one at a time
    await this.#start(ids[(now + 1) % ids.length]);
  }

  #mirror(mirrored) {
    this.#mirrored = mirrored;
    byId('video').dataset.mirrored = String(mirrored);
    byId('camera-mirror').setAttribute('aria-pressed', String(mirrored));
  }

  async #toggleLight() {
    const button = byId('camera-light');
    const torch = button.getAttribute('aria-pressed') !== 'true';
    try {
      await this.#track()?.applyConstraints({ advanced: [{ torch }] });
      button.setAttribute('aria-pressed', String(torch));
    } catch {
      toast(t('camera.noLight'));
    }
  }

  /** Reads frames of the camera one after the other, as fast as the answers come. */
  async #watch(stream) {
    const video = byId('video');
    while (this.#stream === stream) {
      let pause = LIVE_PAUSE_MS;
      if (video.videoWidth && !document.hidden) {
        const number = ++this.#number;
        const frame = shrunk(video, video.videoWidth, video.videoHeight, LONGEST_LIVE_PX);
        const { answer, busy } = await this.#ask(frame, '?live=true');
        if (number === this.#number && answer) {
          this.#scene.open(frame.width, frame.height);
          this.#scene.show(answer, whole(frame), 0, { live: true, mirrored: this.#mirrored });
          this.#onAnswer(answer, true);
        }
        pause = busy ? BUSY_PAUSE_MS : pause;
      }
      await new Promise((done) => { setTimeout(done, pause); });
    }
  }

  async #shoot() {
    const video = byId('video');
    if (!video.videoWidth) {
      toast(t('camera.early'));
      return;
    }
    const picture = shrunk(video, video.videoWidth, video.videoHeight, LONGEST_PX);
    this.stop();
    byId('camera-start').focus(); // in place of the button that is gone
    await this.#open(picture);
  }

  /** Takes a picture from elsewhere. */
  async take(bitmap) {
    const picture = shrunk(bitmap, bitmap.width, bitmap.height, LONGEST_PX);
    this.stop();
    await this.#open(picture);
  }

  /** Shows a picture and reads all of it. */
  async #open(picture) {
    this.#still = picture;
    this.#answer = null;
    byId('everything').setAttribute('aria-pressed', 'false');
    const still = byId('still');
    URL.revokeObjectURL(still.src);
    still.src = URL.createObjectURL(await blobOf(picture, JPEG));
    this.#scene.open(picture.width, picture.height);
    this.#arrange();
    await this.#read(whole(picture));
  }

  /** Reads a part of the picture. */
  async #read(part) {
    const number = ++this.#number;
    this.#part = part;
    const everything = byId('everything').getAttribute('aria-pressed') === 'true';
    const query = everything ? '?everything=true' : '';
    const { answer, error } = await this.#ask(cut(this.#still, part), query);
    if (number !== this.#number) {
      return;
    }
    if (!answer) {
      toast(error);
      return;
    }
    this.#answer = answer;
    this.#choose(0);
  }

  async #ask(picture, query) {
    let response;
    try {
      const body = await blobOf(picture, JPEG);
      response = await fetch(`api/picture${query}`, {
        method: 'POST',
        headers: {
          'Content-Type': body.type,
          'X-Sketch-Session': this.#connection.hello?.session ?? '',
        },
        body,
      });
      const answer = await response.json();
      return response.ok ? { answer } : { error: explainRefusal(answer), busy: true };
    } catch {
      return { error: t('file.away'), busy: true };
    }
  }

  /** Shows one of the drawings that were found. */
  #choose(index) {
    const answer = this.#answer;
    this.#scene.show(answer, this.#part, index);
    this.#list(answer, index);
    this.#onAnswer({ ...answer, ...answer.drawings[index] }, false);
  }

  /** Lists the drawings if there are several, and what was left out. */
  #list(answer, chosen = 0) {
    const drawings = answer?.drawings ?? [];
    byId('which').hidden = drawings.length < 2;
    const focused = byId('which-list').contains(document.activeElement);
    byId('which-list').replaceChildren(...drawings.map((drawing, i) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = nameOf(drawing);
      button.setAttribute('aria-pressed', String(i === chosen));
      button.addEventListener('click', () => this.#choose(i));
      item.append(button);
      return item;
    }));
    if (focused) {
      byId('which-list').querySelectorAll('button')[chosen]?.focus();
    }
    const words = answer ? leftOutInWords(answer) : '';
    const everything = byId('everything').getAttribute('aria-pressed') === 'true';
    byId('left-out').hidden = !answer || (!words && !everything && !answer.sheet);
    byId('left-text').textContent = everything
      ? t('camera.all')
      : t('camera.left', [answer?.sheet ? t('camera.around') : '', words].filter(Boolean).join(', '));
  }

  #toggleEverything() {
    const button = byId('everything');
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    this.#read(this.#part);
  }

  #toggleCrop() {
    if (this.#scene.cropping) {
      this.#scene.endCrop();
      this.#arrange();
      this.#read(whole(this.#still));
      return;
    }
    this.#scene.startCrop(this.#suggested());
    this.#arrange();
  }

  /** A box around what was found, or in the middle. */
  #suggested() {
    const { width, height } = this.#still;
    const drawings = this.#answer?.drawings ?? [];
    let [left, top, right, bottom] = [0.1 * width, 0.1 * height, 0.9 * width, 0.9 * height];
    if (drawings.length > 0) {
      const space = 0.05 * Math.max(width, height);
      const box = drawings[0].bounds;
      left = Math.max(0, box[0] - space);
      top = Math.max(0, box[1] - space);
      right = Math.min(width, box[2] + space);
      bottom = Math.min(height, box[3] + space);
    }
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
}

function whole(picture) {
  return { x: 0, y: 0, width: picture.width, height: picture.height };
}

/** Draws a picture on white, no larger than it is looked at. */
function shrunk(source, width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function cut(picture, part) {
  if (part.width === picture.width && part.height === picture.height) {
    return picture;
  }
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(part.width));
  canvas.height = Math.max(1, Math.round(part.height));
  canvas.getContext('2d').drawImage(picture, -Math.round(part.x), -Math.round(part.y));
  return canvas;
}

function explain(problem) {
  const key = `camera.${problem.name}`;
  return t(has(key) ? key : 'camera.other.problem');
}
