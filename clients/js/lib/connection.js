// One connection to the game at a time, in either encoding. What becomes of it when it is lost is for the one who uses it to say: `retry`, or nothing.
// Nothing it does not know of the game.
import { decode, encode } from './msgpack.js';

const BASE_MS = 500;
const MAX_MS = 10_000;
const LEAST_MS = 100;
const SILENCE_MS = 10_000;
const LASTING_MS = 10_000;

// What servers take of one message, unless their operator says otherwise. A longer one would end the connection.
const MAX_BYTES = 65_536;

const bytes = new TextEncoder();

export class Connection {
  #addresses; #turn = 0; #protocols; #options; #on; #socket = null; #attempts = 0; #timer = null; #watch = null; #heard = 0; #opened = 0; #isIn = false; #brief = 0; #isWanted = false;

  /**
   * @param addresses the gateways; one after the other is tried
   * @param on `{ connecting(), opened(), received(message), lost({ code, reason, openMs }), impossible({ code, reason }) }`
   */
  constructor(addresses, protocols, options, on) {
    this.#addresses = addresses;
    this.#protocols = protocols;
    this.#options = options;
    this.#on = on;
  }

  /** The gateway of now. */
  get address() { return this.#addresses[this.#turn % this.#addresses.length]; }

  open() {
    this.#timer = null;
    this.#isWanted = true;
    this.#on.connecting();
    // Whoever heard that may have thought better of it.
    if (!this.#isWanted) return;
    const socket = this.#dial();
    if (socket) this.#listen(socket);
  }

  /** The server has let us in: the next loss is the first again, unless it comes soon, and not for the first time. */
  succeeded() { this.#isIn = true; }

  /** Forgets how often it has failed. */
  restart() { this.#attempts = this.#brief = 0; }

  /** In the encoding that the server chose of those it was offered. False: it is more than a server takes, and was not sent. */
  send(message) {
    const isBinary = this.#socket?.protocol?.endsWith('.msgpack'), data = isBinary ? encode(message) : JSON.stringify(message);
    if (data.length > MAX_BYTES || !isBinary && data.length * 3 > MAX_BYTES && bytes.encode(data).length > MAX_BYTES) return false;
    this.#socket?.send(data);
    return true;
  }

  /** Ends it, and does not begin anew. */
  close(code = 1000) {
    this.#isWanted = false;
    if (this.#timer !== null) this.#options.clearTimeout(this.#timer);
    this.#timer = null;
    this.#leave()?.close(code);
  }

  /** Begins anew after a while, the longer the more often it has failed since it last succeeded. Answers after how many milliseconds. */
  retry(leastAttempts = 0) {
    const attempts = Math.max(leastAttempts, this.#attempts);
    this.#attempts = attempts + 1;
    this.#isWanted = true;
    // Full jitter: after a restart the clients come back spread out.
    const most = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempts, 10));
    const inMs = LEAST_MS + Math.round(this.#options.random() * most);
    this.#timer = this.#options.setTimeout(() => this.open(), inMs);
    return inMs;
  }

  /** Null when this page may not connect to any of the servers: a ws:// address on a page of https:// for instance. That does not go away. */
  #dial() {
    for (;;) {
      try {
        return new this.#options.WebSocket(this.address.href, this.#protocols);
      } catch (problem) {
        if (this.#addresses.length === 1) {
          this.#on.impossible({ code: 'bad_address', reason: `${this.address.href}: ${problem.message}` });
          return null;
        }
        this.#addresses = this.#addresses.filter(address => address !== this.address);
      }
    }
  }

  #listen(socket) {
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#heard = this.#opened = this.#options.now();
    // A socket that was given up may still have things to say.
    const current = action => event => { if (this.#socket === socket) action(event); };
    socket.onopen = current(() => {
      this.#opened = this.#options.now();
      // Browsers take it when a server has chosen none of the protocols: it is one that knows none of them.
      if (socket.protocol === '') this.#on.impossible({ code: 'protocol_error', reason: `There is no server of ${this.#protocols.join(' or ')} at ${this.address.href}.` });
      else this.#on.opened();
    });
    socket.onmessage = current(({ data }) => {
      this.#heard = this.#options.now();
      this.#on.received(parse(data));
    });
    socket.onclose = current(({ code, reason }) => this.#lost(code, reason));
    // What it is about is said by the close that follows.
    socket.onerror = () => {};
    this.#watchFor(SILENCE_MS);
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
    this.#isIn = false;
    if (this.#watch !== null) this.#options.clearTimeout(this.#watch);
    this.#watch = null;
    return socket;
  }

  #lost(code, reason) {
    const openMs = this.#options.now() - this.#opened;
    if (!this.#isIn || openMs >= LASTING_MS) this.#brief = 0;
    if (this.#isIn) this.#attempts = this.#brief++;
    this.#leave();
    this.#turn++;
    this.#on.lost({ code, reason, openMs });
  }
}

function parse(data) {
  try {
    return typeof data === 'string' ? JSON.parse(data) : decode(data);
  } catch {
    return { type: 'error', code: 'bad_message', text: 'The server sent something that is no message.' };
  }
}
