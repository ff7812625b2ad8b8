// Says that the connection has ended for good, why, and how to go on: a page that just stands still would look broken.

export class Ended {
  #panel; #text; #again; #another; #handlers = {};

  /** @param panel with a `p` for the text, and two buttons: `.again` and `.another` */
  constructor(panel) {
    this.#panel = panel;
    this.#text = panel.querySelector('p');
    this.#again = panel.querySelector('.again');
    this.#another = panel.querySelector('.another');
    this.#again.addEventListener('click', () => this.#handlers.again());
    this.#another.addEventListener('click', () => this.#handlers.another());
  }

  /** @param handlers `{ again, another }`; a missing one is not offered */
  show(text, againText, handlers) {
    this.#text.textContent = text;
    this.#again.textContent = againText;
    this.#again.hidden = !handlers.again;
    this.#another.hidden = !handlers.another;
    this.#handlers = handlers;
    this.#panel.hidden = false;
  }

  hide() { this.#panel.hidden = true; }
}
