// How the connection is: open, with the time there and back; or lost, with how long until it is tried again.
const $ = id => document.getElementById(id);

/** Milliseconds there and back below which so many bars are lit. */
const BARS = [[4, 60], [3, 120], [2, 250], [1, Infinity]];

export class ConnectionStatus {
  #retryAt = null; #timer = null; #bars;

  constructor() {
    this.#bars = Object.assign(document.createElement('span'), { className: 'bars' });
    this.#bars.setAttribute('aria-hidden', 'true');
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
      this.#count();
      this.#timer = setInterval(() => this.#count(), 100);
    } else if (state === 'connecting') $('lost').textContent = 'The connection is lost. Trying again now ...';
  }

  quality(ping) { this.#ping(ping); }

  #ping(ping) {
    const [lit] = BARS.find(([, most]) => (ping ?? Infinity) <= most) ?? [0];
    [...this.#bars.children].forEach((bar, index) => bar.classList.toggle('lit', ping !== null && index < lit));
    $('ping').lastChild.textContent = ping === null ? '' : `${Math.round(ping)} ms`;
  }

  #count() {
    const seconds = Math.max(0, (this.#retryAt - performance.now()) / 1000);
    // Screen readers are told once: what counts down is text that they need not read again.
    $('lost').textContent = `The connection is lost. Trying again in ${seconds.toFixed(1)} s`;
  }
}
