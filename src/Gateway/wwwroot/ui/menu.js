// What can be done with a thing, as a menu beside it: by pointer, or by arrow keys and Enter.
import { linesOf } from '../model/components.js';

export class Menu {
  #panel; #before = null; #onChoice = () => {};
  onClose = () => {};

  constructor(panel) {
    this.#panel = panel;
    panel.addEventListener('keydown', event => this.#key(event));
    addEventListener('pointerdown', event => { if (this.isOpen && !panel.contains(event.target)) this.close(); }, true);
  }

  get isOpen() { return !this.#panel.hidden; }

  /** @param icon an element, or null @param offers of `offersOf` @param at in pixels of the page */
  open({ title, icon = null, components = {}, offers, at }, onChoice) {
    const heading = Object.assign(document.createElement('h2'), { textContent: title }), lines = linesOf(components);
    if (icon) heading.prepend(icon);
    this.#onChoice = onChoice;
    this.#before = document.activeElement;
    this.#panel.replaceChildren(heading, ...(lines.length ? [listOf(lines)] : []), ...offers.map(offer => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: offer.label });
      button.setAttribute('role', 'menuitem');
      button.addEventListener('click', () => { this.close(); this.#onChoice(offer); });
      return button;
    }));
    this.#panel.setAttribute('aria-label', title);
    this.#panel.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = this.#panel;
    this.#panel.style.left = `${Math.max(6, Math.min(innerWidth - width - 6, at.x + 14))}px`;
    this.#panel.style.top = `${Math.max(6, Math.min(innerHeight - height - 6, at.y - 14))}px`;
    this.#panel.querySelector('button')?.focus({ preventScroll: true });
  }

  close() {
    if (!this.isOpen) return;
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#panel.hidden = true;
    if (hadFocus) this.#before?.focus?.({ preventScroll: true });
    this.onClose();
  }

  #key(event) {
    const buttons = [...this.#panel.querySelectorAll('button')], at = buttons.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
    if (next !== undefined) buttons[next % buttons.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.close();
    else if (event.key !== 'Enter' && event.key !== ' ') return;
    if (event.key !== 'Enter' && event.key !== ' ') event.preventDefault();
    event.stopPropagation();
  }
}

/** Names and values. */
function listOf(lines) {
  const list = Object.assign(document.createElement('dl'), { className: 'components' });
  fill(list, lines);
  return list;
}

export function fill(list, lines) {
  list.replaceChildren(...lines.flatMap(([name, value]) => [Object.assign(document.createElement('dt'), { textContent: name }), Object.assign(document.createElement('dd'), { textContent: value })]));
  list.hidden = lines.length === 0;
}
