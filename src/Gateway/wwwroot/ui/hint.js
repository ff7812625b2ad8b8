// How to play, shown at the beginning until the player has walked a little, and again when asked.

const LINES = {
  keys: [['W A S D', 'walk'], ['Space', 'strike'], ['F', 'shoot'], ['E', 'what is near'], ['Enter', 'type'], ['1 - 9', 'use'], ['H', 'this']],
  mouse: [['Click', 'walk, or what can be done with a thing'], ['Right click', 'strike']],
  touch: [['Drag', 'walk'], ['Tap', 'what can be done with a thing']],
};
const LASTS_MS = 14_000, LEAVES_MS = 600;

/** Units of walking by which players show that they know how. */
const KNOWS_AFTER = 6;

export class Hint {
  #panel; #timer = null; #hasBegun = false; #last = null; #way = 0;

  constructor(panel) { this.#panel = panel; }

  /** Only at the first welcome: a player who comes back after a loss knows how. */
  begin() {
    if (this.#hasBegun) return;
    this.#hasBegun = true;
    this.show();
  }

  /** Called once a frame, with this page's player. */
  walked(me) {
    if (!me || this.#way > KNOWS_AFTER) return;
    const step = this.#last ? Math.hypot(me.x - this.#last.x, me.y - this.#last.y) : 0;
    // A player who jumps went through a door.
    if (step < 2) this.#way += step;
    this.#last = { x: me.x, y: me.y };
    if (this.#way > KNOWS_AFTER) this.hide();
  }

  show() {
    const isTouch = matchMedia('(pointer: coarse)').matches, list = document.createElement('ul');
    for (const [key, what] of isTouch ? LINES.touch : [...LINES.keys, ...LINES.mouse]) {
      const entry = document.createElement('li');
      entry.append(Object.assign(document.createElement('kbd'), { textContent: key }), ` ${what}`);
      list.append(entry);
    }
    this.#panel.replaceChildren(list);
    this.#panel.classList.remove('leaving');
    this.#panel.hidden = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), LASTS_MS);
  }

  hide() {
    if (this.#panel.hidden || this.#panel.classList.contains('leaving')) return;
    clearTimeout(this.#timer);
    this.#panel.classList.add('leaving');
    this.#timer = setTimeout(() => { this.#panel.hidden = true; }, LEAVES_MS);
  }

  toggle() { if (this.#panel.hidden) this.show(); else this.hide(); }
}
