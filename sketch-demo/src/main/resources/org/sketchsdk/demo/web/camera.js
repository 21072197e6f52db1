// Pictures: from the camera, a file, or dropped. They are turned upright and shrunk here, by the
// browser, which reads more kinds of files than the server and knows how the phone was held.

const LONGEST_PX = 1600;

const byId = (id) => document.getElementById(id);

export class Camera {
  #connection;
  #onAnswer;
  #toast;
  #stream = null;
  #number = 0; // of the last picture, as answers may overtake each other

  constructor(connection, onAnswer, toast) {
    this.#connection = connection;
    this.#onAnswer = onAnswer;
    this.#toast = toast;
    byId('camera-start').addEventListener('click', () => this.#start());
    byId('camera-shoot').addEventListener('click', () => this.#shoot());
    byId('camera-stop').addEventListener('click', () => this.stop());
    byId('camera-choose').addEventListener('click', () => byId('camera-file').click());
    byId('camera-file').addEventListener('change', (event) => {
      const file = event.target.files[0];
      event.target.value = '';
      this.#take(file);
    });
    const drop = byId('drop');
    drop.addEventListener('dragover', (event) => {
      event.preventDefault();
      drop.dataset.over = 'true';
    });
    drop.addEventListener('dragleave', () => delete drop.dataset.over);
    drop.addEventListener('drop', (event) => {
      event.preventDefault();
      delete drop.dataset.over;
      this.#take(event.dataTransfer.files[0]);
    });
  }

  /** Turns the camera off: its light must not burn for nothing. */
  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    byId('video').srcObject = null;
    this.#arrange();
  }

  #arrange() {
    const live = this.#stream !== null;
    const still = byId('still').hasAttribute('src');
    byId('video').hidden = !live;
    byId('still').hidden = live || !still;
    byId('camera-empty').hidden = live || still;
    byId('camera-start').hidden = live;
    byId('camera-start').textContent = still ? 'Camera again' : 'Start camera';
    byId('camera-shoot').hidden = !live;
    byId('camera-stop').hidden = !live;
  }

  async #start() {
    if (!navigator.mediaDevices?.getUserMedia) {
      this.#toast('Browsers give the camera to pages over HTTPS or on localhost alone. Choose a picture instead.');
      return;
    }
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } },
      });
    } catch (problem) {
      this.#toast(explain(problem));
      return;
    }
    const video = byId('video');
    video.srcObject = this.#stream;
    this.#arrange();
    await video.play();
    byId('camera-shoot').focus();
  }

  async #shoot() {
    const video = byId('video');
    if (!video.videoWidth) {
      this.#toast('The camera has no picture yet.');
      return;
    }
    const picture = await shrink(video, video.videoWidth, video.videoHeight);
    this.stop();
    await this.#read(picture);
  }

  async #take(file) {
    if (!file) {
      return;
    }
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      this.#toast('This file is no picture that the browser can read.');
      return;
    }
    this.stop();
    await this.#read(await shrink(bitmap, bitmap.width, bitmap.height));
    bitmap.close();
  }

  async #read(picture) {
    const number = ++this.#number;
    const still = byId('still');
    URL.revokeObjectURL(still.src);
    still.src = URL.createObjectURL(picture);
    this.#arrange();
    let response;
    try {
      response = await fetch('api/picture', {
        method: 'POST',
        headers: {
          'Content-Type': picture.type,
          'X-Sketch-Session': this.#connection.hello?.session ?? '',
        },
        body: picture,
      });
    } catch {
      this.#toast('The server does not answer.');
      return;
    }
    const answer = await response.json();
    if (number !== this.#number) {
      return;
    }
    if (response.ok) {
      this.#onAnswer(answer);
    } else {
      this.#toast(answer.error);
    }
  }
}

/** Draws a picture on white, no larger than the server looks at. */
function shrink(source, width, height) {
  const scale = Math.min(1, LONGEST_PX / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.93));
}

function explain(problem) {
  switch (problem.name) {
    case 'NotAllowedError': return 'The camera was not allowed. The browser asks again from its address bar.';
    case 'NotFoundError': return 'No camera was found. Choose a picture instead.';
    case 'NotReadableError': return 'The camera is in use by another program.';
    default: return 'The camera cannot be used here. Choose a picture instead.';
  }
}
