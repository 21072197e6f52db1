// The modes, each with an address such as #play, so that Back and a reload lead to where one was.

const tabs = [...document.querySelectorAll('[role=tab]')];
const names = tabs.map((tab) => tab.dataset.mode);
const byId = (id) => document.getElementById(id);

export class Modes {
  current = null;

  /** Another mode is chosen: the new one and the one before. */
  onChange = (_mode, _before) => {};

  constructor() {
    tabs.forEach((tab, i) => {
      tab.addEventListener('click', () => this.go(names[i]));
      tab.addEventListener('keydown', (event) => {
        const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: tabs.length - 1 }[event.key];
        if (to !== undefined) {
          event.preventDefault();
          const next = (to + tabs.length) % tabs.length;
          tabs[next].focus();
          this.go(names[next]);
        }
      });
    });
    window.addEventListener('hashchange', () => this.#show());
  }

  /** Shows the mode of the address. */
  start() {
    this.#show();
  }

  /** Goes to a mode, with a step in the browser's history. */
  go(mode) {
    if (mode !== this.current) {
      history.pushState(null, '', `#${mode}`);
      this.#show();
    }
  }

  #show() {
    const asked = location.hash.slice(1);
    const mode = names.includes(asked) ? asked : (asked && this.current) || names[0];
    if (mode === this.current) {
      return;
    }
    const before = this.current;
    this.current = mode;
    for (const tab of tabs) {
      const chosen = tab.dataset.mode === mode;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen) {
        byId('stage').setAttribute('aria-labelledby', tab.id);
      }
    }
    for (const prompt of document.querySelectorAll('.prompt')) {
      prompt.hidden = prompt.dataset.for !== mode;
    }
    document.body.dataset.mode = mode;
    this.onChange(mode, before);
  }
}
