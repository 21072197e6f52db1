// A pen that the keyboard moves, puts down and lifts.

const STEP = 20;
const SMALL_STEP = 5;

export class PenKeys {
  #sink;

  x;
  y;
  shown = false;

  /**
   * @param canvas takes the keys
   * @param side of the square in which the pen moves
   * @param sink isDown, begin(x, y), add(points), end(), clear(), brush(change), paint()
   */
  constructor(canvas, side, sink) {
    this.#sink = sink;
    this.x = side / 2;
    this.y = side / 2;
    const within = (value) => Math.min(side, Math.max(0, value));
    canvas.addEventListener('keydown', (event) => {
      const step = event.shiftKey ? SMALL_STEP : STEP;
      const moves = {
        ArrowLeft: [-step, 0],
        ArrowRight: [step, 0],
        ArrowUp: [0, -step],
        ArrowDown: [0, step],
        Home: [-step, -step],
        PageUp: [step, -step],
        End: [-step, step],
        PageDown: [step, step],
      };
      if (event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      if (moves[event.key]) {
        this.x = within(this.x + moves[event.key][0]);
        this.y = within(this.y + moves[event.key][1]);
        this.shown = true;
        if (sink.isDown()) {
          sink.add([this.x, this.y]);
        }
      } else if (event.key === ' ') {
        this.shown = true;
        if (sink.isDown()) {
          sink.end();
        } else {
          sink.begin(this.x, this.y);
        }
      } else if (event.key === 'Escape' && sink.isDown()) {
        sink.end();
      } else if (event.key === 'Delete' || event.key === 'Backspace') {
        sink.clear();
      } else if (event.key === '[' || event.key === ']') {
        sink.brush(event.key === ']' ? 1 : -1);
      } else {
        return;
      }
      event.preventDefault();
      sink.paint();
    });
    canvas.addEventListener('blur', () => this.hide());
  }

  hide() {
    if (this.shown) {
      this.shown = false;
      this.#sink.end();
      this.#sink.paint();
    }
  }
}
