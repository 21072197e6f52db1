// Tells the server what happens to the drawing, at a steady pace.

const SEND_EVERY_MS = 40; // 25 messages a second, whatever the screen and the mouse do

export class Transport {
  #connection;
  #bundle = null; // the message in the making
  #sentAt = 0;
  #frame = 0;

  constructor(connection) {
    this.#connection = connection;
  }

  begin() {
    if (!this.#connection.isOpen) {
      this.#connection.open(); // it may rest
    }
    this.flush();
    this.#collect((message) => { message.begin = true; });
  }

  points(points) {
    this.#collect((message) => message.points.push(...points));
  }

  end() {
    this.#collect((message) => { message.end = true; });
    this.flush();
  }

  undo() {
    this.flush();
    this.#connection.send({ type: 'undo' });
  }

  #collect(change) {
    this.#bundle ??= { type: 'draw', points: [] };
    change(this.#bundle);
    this.#frame ||= requestAnimationFrame((now) => this.#flushIfDue(now));
  }

  #flushIfDue(now) {
    this.#frame = 0;
    if (now - this.#sentAt >= SEND_EVERY_MS) {
      this.flush();
    } else if (this.#bundle) {
      this.#frame = requestAnimationFrame((later) => this.#flushIfDue(later));
    }
  }

  flush() {
    if (this.#bundle) {
      this.#connection.send(this.#bundle);
      this.#bundle = null;
      this.#sentAt = performance.now();
    }
  }

  /** Turns the server's drawing from one into another: by as few messages as the strokes allow. */
  change(before, after) {
    this.flush();
    let same = 0;
    while (same < before.length && same < after.length && before[same] === after[same]) {
      same++;
    }
    const away = before.length - same;
    if (same === 0 && before.length > 0) {
      this.#connection.send({ type: 'clear' });
    } else {
      for (let i = 0; i < away; i++) {
        this.#connection.send({ type: 'undo' });
      }
    }
    this.#send(after.slice(same));
  }

  /** Sends a drawing to a session that knows nothing of it. */
  replay(strokes) {
    this.#bundle = null;
    this.#send(strokes);
  }

  #send(strokes) {
    const most = this.#connection.hello?.limits.maxMessagePoints;
    for (const stroke of strokes) {
      for (let from = 0; from < stroke.length; from += 2 * most) {
        const points = stroke.slice(from, from + 2 * most);
        const end = from + 2 * most >= stroke.length;
        this.#connection.send({ type: 'draw', begin: from === 0, points, end });
      }
    }
  }
}
