// The WebSocket: opens it, opens it again when it is lost, and hands messages over.

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

export class Connection {
  #socket = null;
  #waitMs = FIRST_WAIT_MS;
  #timer = 0;
  #handlers = new Map();

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
    this.onState('connecting');
    const url = new URL('api/live', location.href);
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(url);
    this.#socket = socket;
    socket.onmessage = (event) => this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.#closed(event);
  }

  send(message) {
    if (this.isOpen) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  #hear(message) {
    if (message.type === 'hello') {
      this.hello = message;
      this.#waitMs = FIRST_WAIT_MS;
      this.onState('open');
    }
    this.#handlers.get(message.type)?.(message);
  }

  #closed(event) {
    if (event.reason === 'idle') {
      this.onState('idle'); // the next stroke opens it again
      return;
    }
    this.onState('lost');
    this.#timer = setTimeout(() => this.open(), this.#waitMs);
    this.#waitMs = Math.min(2 * this.#waitMs, LONGEST_WAIT_MS);
  }
}
