// Holds a new first guess back for a moment, so that guesses do not jump while somebody draws. A
// guess that is recognized shows at once.

export const HOLD_MS = 450;

export class Steady {
  #show;
  #shown = null; // the answer that is shown
  #pending = null; // label of the first guess that is held back
  #since = 0;
  #timer = 0;

  /** @param show takes the answer to show */
  constructor(show) {
    this.#show = show;
  }

  take(answer) {
    clearTimeout(this.#timer);
    const wait = this.#wait(answer, performance.now());
    if (wait <= 0) {
      this.#settle(answer);
      return;
    }
    this.#show({ ...this.#shown, seen: answer.seen, drawings: answer.drawings });
    this.#timer = setTimeout(() => this.#settle(answer), wait);
  }

  /** Forgets what was shown. */
  stop() {
    clearTimeout(this.#timer);
    this.#shown = null;
    this.#pending = null;
  }

  #settle(answer) {
    this.#pending = null;
    this.#shown = answer;
    this.#show(answer);
  }

  #wait(answer, now) {
    const label = firstOf(answer);
    if (isSure(answer) || !this.#shown || isSure(this.#shown, 'EMPTY') || label === firstOf(this.#shown)) {
      return 0;
    }
    if (label !== this.#pending) {
      this.#pending = label;
      this.#since = now;
    }
    return this.#since + HOLD_MS - now;
  }
}

function firstOf(answer) {
  return answer.candidates[0]?.label;
}

function isSure(answer, ...verdicts) {
  return (verdicts.length > 0 ? verdicts : ['RECOGNIZED', 'EMPTY']).includes(answer.verdict);
}
