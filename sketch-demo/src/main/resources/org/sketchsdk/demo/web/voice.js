// Says a guess aloud once it is recognized and has settled. Off until somebody turns it on.

import { load, save } from './store.js';
import { language, t, word } from './texts.js';

export class Voice {
  #said = null;

  isPossible = 'speechSynthesis' in window;
  isOn = load('voice') === true;

  turn(on) {
    this.isOn = on;
    save('voice', on);
    if (!on && this.isPossible) {
      speechSynthesis.cancel();
    }
  }

  /** Says a label once, and again only after another verdict or label. */
  say(verdict, label) {
    const now = verdict === 'RECOGNIZED' ? label : null;
    if (now && now !== this.#said && this.isOn && this.isPossible) {
      const words = new SpeechSynthesisUtterance(t('say.see', word(now)));
      words.lang = language;
      speechSynthesis.cancel();
      speechSynthesis.speak(words);
    }
    this.#said = now;
  }
}
