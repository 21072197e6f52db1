// Mouse, pen and fingers. One of them draws at a time. A pen takes over from fingers. A finger that
// moves takes over from one that rests, such as a palm. A touch that rests is no stroke; a tap is a
// dot.

const MOVED_PX = 8; // from here on a touch moves
const MOVED_AFTER_REST_PX = 28;
const REST_MS = 600;
const PALM_PX = 70; // a finger is narrower
const AFTER_PEN_MS = 1200; // touches so soon after the pen are the hand that holds it

export class Pointers {
  #place;
  #sink;
  #drawing = null; // the pointer that draws: id and type
  #waiting = new Map(); // touches that have not moved, by id
  #penAt = -Infinity;

  /**
   * @param canvas takes the events
   * @param place turns an event into [x, y]
   * @param sink begin(x, y), add(points), end(), cancel()
   */
  constructor(canvas, place, sink) {
    this.#place = place;
    this.#sink = sink;
    canvas.addEventListener('pointerdown', (event) => {
      if (event.button === 0) {
        event.preventDefault();
        canvas.focus({ preventScroll: true, focusVisible: false });
        canvas.setPointerCapture(event.pointerId);
        this.#down(event);
      }
    });
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    for (const lost of ['pointercancel', 'lostpointercapture']) {
      canvas.addEventListener(lost, (event) => this.#lost(event));
    }
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  }

  #down(event) {
    if (event.pointerType === 'touch') {
      const ofPenHand = event.timeStamp - this.#penAt < AFTER_PEN_MS;
      if (!ofPenHand && this.#drawing?.type !== 'pen' && !isPalm(event)) {
        const { clientX, clientY, timeStamp } = event;
        this.#waiting.set(event.pointerId, { clientX, clientY, timeStamp, points: [this.#place(event)] });
      }
      return;
    }
    if (event.pointerType === 'pen') {
      this.#penAt = event.timeStamp;
      this.#waiting.clear();
      if (this.#drawing?.type === 'touch') {
        this.#drawing = null;
        this.#sink.cancel();
      }
    }
    if (!this.#drawing) {
      this.#start(event, [this.#place(event)]);
    }
  }

  #start(event, points) {
    this.#drawing = { id: event.pointerId, type: event.pointerType };
    this.#sink.begin(...points[0]);
    this.#sink.add(points.slice(1).flat());
  }

  #move(event) {
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const points = (coalesced.length > 0 ? coalesced : [event]).map((each) => this.#place(each));
    if (event.pointerId === this.#drawing?.id) {
      if (event.pointerType === 'pen') {
        this.#penAt = event.timeStamp;
      }
      this.#sink.add(points.flat());
      return;
    }
    const touch = this.#waiting.get(event.pointerId);
    if (!touch) {
      return;
    }
    touch.points.push(...points);
    if (isPalm(event)) {
      this.#waiting.delete(event.pointerId);
      return;
    }
    const moved = Math.hypot(event.clientX - touch.clientX, event.clientY - touch.clientY);
    const rested = event.timeStamp - touch.timeStamp > REST_MS;
    if (!this.#drawing && moved >= (rested ? MOVED_AFTER_REST_PX : MOVED_PX)) {
      this.#waiting.delete(event.pointerId);
      this.#start(event, touch.points);
    }
  }

  #up(event) {
    const touch = this.#waiting.get(event.pointerId);
    this.#waiting.delete(event.pointerId);
    if (event.pointerId === this.#drawing?.id) {
      this.#drawing = null;
      this.#sink.end();
    } else if (touch && !this.#drawing && event.timeStamp - touch.timeStamp <= REST_MS) {
      this.#sink.begin(...touch.points[0]); // a tap
      this.#sink.end();
    }
  }

  #lost(event) {
    this.#waiting.delete(event.pointerId);
    if (event.pointerId === this.#drawing?.id) {
      this.#drawing = null;
      this.#sink.end();
    }
  }
}

function isPalm(event) {
  return Math.max(event.width, event.height) > PALM_PX;
}
