// One line to the server after another: opens, notices silence, waits and opens again. Knows the two encodings and nothing of the game.
import { decode, encode } from './msgpack.js';

const BASE_MS = 500;
const MAX_MS = 10_000;
const LEAST_MS = 100;
const SILENCE_MS = 10_000;

export class Connection {
  #urls; #turn = 0; #protocols; #options; #on; #socket = null; #attempts = 0; #timer = null; #watch = null; #heard = 0;

  /** @param urls the gateways; one after the other is tried. @param on `{ connecting(), opened(), received(message), lost({ inMs, code, reason }) }` */
  constructor(urls, protocols, options, on) {
    this.#urls = urls;
    this.#protocols = protocols;
    this.#options = options;
    this.#on = on;
  }

  open() {
    this.#timer = null;
    this.#on.connecting();
    const socket = new this.#options.WebSocket(this.#urls[this.#turn % this.#urls.length], this.#protocols);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#heard = this.#options.now();
    // A socket that was given up may still have things to say.
    const current = action => event => { if (this.#socket === socket) action(event); };
    socket.onopen = current(() => this.#on.opened());
    socket.onmessage = current(({ data }) => {
      this.#heard = this.#options.now();
      this.#on.received(parse(data));
    });
    socket.onclose = current(({ code, reason }) => this.#lost(code, reason));
    // What it is about is said by the close that follows.
    socket.onerror = () => {};
    this.#watchFor(SILENCE_MS);
  }

  /** The server has let us in: the next loss is the first again. */
  succeeded() { this.#attempts = 0; }

  /** In the encoding that the server chose of those it was offered. */
  send(message) { this.#socket?.send(this.#socket.protocol?.endsWith('.msgpack') ? encode(message) : JSON.stringify(message)); }

  close() {
    if (this.#timer !== null) this.#options.clearTimeout(this.#timer);
    this.#timer = null;
    this.#leave()?.close(1000);
  }

  /** A dead line is not closed by anybody: one on which nothing is heard is given up. */
  #watchFor(ms) {
    this.#watch = this.#options.setTimeout(() => {
      const left = this.#heard + SILENCE_MS - this.#options.now();
      if (left > 0) {
        this.#watchFor(left);
        return;
      }
      const socket = this.#socket;
      this.#lost(1006, 'Nothing was heard from the server.');
      // Not one of the codes that say goodbye: should the server hear it after all, it is to wait for us.
      socket.close(4000);
    }, ms);
  }

  #leave() {
    const socket = this.#socket;
    this.#socket = null;
    if (this.#watch !== null) this.#options.clearTimeout(this.#watch);
    this.#watch = null;
    return socket;
  }

  #lost(code, reason) {
    this.#leave();
    this.#turn++;
    // Full jitter: after a restart the clients come back spread out.
    const most = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(this.#attempts++, 10));
    const inMs = LEAST_MS + Math.round(this.#options.random() * most);
    this.#timer = this.#options.setTimeout(() => this.open(), inMs);
    this.#on.lost({ inMs, code, reason });
  }
}

function parse(data) {
  try {
    return typeof data === 'string' ? JSON.parse(data) : decode(data);
  } catch {
    return { type: 'error', code: 'bad_message', text: 'The server sent something that is no message.' };
  }
}
