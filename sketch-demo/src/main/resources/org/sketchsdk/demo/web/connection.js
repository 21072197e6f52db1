// The WebSocket: opens it, opens it again when it is lost, and hands messages over, no more in a
// second than the server takes.

const SECOND_MS = 1000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

export class Connection {
  #socket = null;
  #waitMs = FIRST_WAIT_MS;
  #timer = 0;
  #handlers = new Map();
  #greeted = false;
  #resting = false; // closed by the server, as nobody did anything
  #queue = [];
  #second = 0;
  #sent = 0;
  #later = 0;

  /** The hello of the server, once there was one. */
  hello = null;
  onState = () => {};

  on(type, handler) {
    this.#handlers.set(type, handler);
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  open() {
    clearTimeout(this.#timer);
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) {
      return;
    }
    this.#resting = false;
    this.onState('connecting');
    const url = new URL('api/live', location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    this.#socket = socket;
    this.#greeted = false;
    this.#queue = [];
    clearTimeout(this.#later);
    this.#later = 0;
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(event);
  }

  /** Sends in order. What comes before the hello is left out: whoever hears it tells everything. */
  send(message) {
    if (this.isOpen && this.#greeted) {
      this.#queue.push(JSON.stringify(message));
      this.#drain();
    } else if (this.#resting) {
      this.open();
    }
  }

  #drain() {
    if (this.#later) {
      return;
    }
    const now = performance.now();
    if (now - this.#second >= SECOND_MS) {
      this.#second = now;
      this.#sent = 0;
    }
    while (this.#queue.length > 0 && this.#sent < this.hello.limits.messagesPerSecond) {
      this.#socket.send(this.#queue.shift());
      this.#sent++;
    }
    if (this.#queue.length > 0) {
      this.#later = setTimeout(() => {
        this.#later = 0;
        this.#drain();
      }, this.#second + SECOND_MS - now);
    }
  }

  #hear(message) {
    if (message.type === 'hello') {
      this.hello = message;
      this.#greeted = true;
      this.#waitMs = FIRST_WAIT_MS;
      this.onState('open');
    }
    this.#handlers.get(message.type)?.(message);
  }

  #closed(event) {
    if (event.reason === 'idle') {
      this.#resting = true; // what is sent next opens it again
      this.onState('idle');
      return;
    }
    this.onState('lost');
    this.#timer = setTimeout(() => this.open(), this.#waitMs);
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
  }
}
