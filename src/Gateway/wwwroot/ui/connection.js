// Shows the connection: open, with the round trip time; or lost, with the time until the next try.
const $ = id => document.getElementById(id);

/** How many bars are lit below a round trip of that many milliseconds. */
const BARS = [[4, 60], [3, 120], [2, 250], [1, Infinity]];

export class ConnectionStatus {
  #retryAt = null; #timer = null; #bars;
  // A screen reader announces a loss once, not ten times a second.
  #countdown = hiddenFromReaders('span');

  constructor() {
    this.#bars = Object.assign(hiddenFromReaders('span'), { className: 'bars' });
    this.#bars.append(...[0.35, 0.55, 0.78, 1].map(share => { const bar = document.createElement('i'); bar.style.height = `${share * 100}%`; return bar; }));
    $('ping').append(this.#bars, document.createElement('span'));
  }

  show({ state, inMs, reason }) {
    this.#retryAt = state === 'reconnecting' ? performance.now() + inMs : null;
    clearInterval(this.#timer);
    if (state !== 'open') this.#ping(null);
    const pill = $('connection');
    pill.className = `pill ${state}`;
    pill.textContent = state === 'open' ? 'connected' : state === 'reconnecting' ? 'not connected' : state === 'connecting' ? 'connecting' : `not connected: ${reason ?? ''}`;
    $('lost').hidden = state !== 'reconnecting' && !(state === 'connecting' && !$('lost').hidden);
    if (state === 'reconnecting') {
      $('lost').replaceChildren('The connection is lost. Trying again', this.#countdown);
      this.#count();
      this.#timer = setInterval(() => this.#count(), 100);
    } else if (state === 'connecting') this.#countdown.textContent = ' now ...';
  }

  quality(ping) { this.#ping(ping); }

  #ping(ping) {
    const [lit] = BARS.find(([, most]) => (ping ?? Infinity) <= most) ?? [0];
    [...this.#bars.children].forEach((bar, index) => bar.classList.toggle('lit', ping !== null && index < lit));
    $('ping').lastChild.textContent = ping === null ? '' : `${Math.round(ping)} ms`;
  }

  #count() { this.#countdown.textContent = ` in ${(Math.max(0, this.#retryAt - performance.now()) / 1000).toFixed(1)} s`; }
}

function hiddenFromReaders(tag) {
  const element = document.createElement(tag);
  element.setAttribute('aria-hidden', 'true');
  return element;
}
