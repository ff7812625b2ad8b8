// One connection to the game at a time, in either encoding. When it is lost, its user decides what to do: `retry`, or nothing. It knows nothing about the game.
import { decode, encode } from './msgpack.js';

const BASE_MS = 500;
const MAX_MS = 10_000;
const LEAST_MS = 100;
const SILENCE_MS = 10_000;
const LASTING_MS = 10_000;

// A timer that is as late as this: the page stood still, for its laptop slept or its tab was frozen. It then has this long to read what came meanwhile.
const LATE_MS = 1_000;
const READING_MS = 2_000;

// The longest message that servers accept, unless their operator configures otherwise. A longer one would end the connection.
const MAX_BYTES = 65_536;

const bytes = new TextEncoder();

export class Connection {
  #addresses; #turn = 0; #protocols; #options; #on; #socket = null; #attempts = 0; #timer = null; #watch = null; #heard = 0; #opened = 0; #isIn = false; #brief = 0; #isWanted = false; #isReading = false;

  /**
   * @param addresses the gateways, which are tried one after the other
   * @param on `{ connecting(), opened(), received(message), lost({ code, reason, openMs }), impossible({ code, reason }) }`
   */
  constructor(addresses, protocols, options, on) {
    this.#addresses = addresses;
    this.#protocols = protocols;
    this.#options = options;
    this.#on = on;
  }

  /** The current gateway. */
  get address() { return this.#addresses[this.#turn % this.#addresses.length]; }

  open() {
    this.#timer = null;
    this.#isWanted = true;
    this.#on.connecting();
    // A listener may have changed its mind.
    if (!this.#isWanted) return;
    const socket = this.#dial();
    if (socket) this.#listen(socket);
  }

  /** The server has let us in. The next loss counts as the first again, unless the connection was brief, and not for the first time. */
  succeeded() { this.#isIn = true; }

  /** Forgets how often it has failed. */
  restart() { this.#attempts = this.#brief = 0; }

  /** Sends in the encoding that the server chose. False: the message is longer than a server accepts, and was not sent. */
  send(message) {
    const isBinary = this.#socket?.protocol?.endsWith('.msgpack'), data = isBinary ? encode(message) : JSON.stringify(message);
    if (data.length > MAX_BYTES || !isBinary && data.length * 3 > MAX_BYTES && bytes.encode(data).length > MAX_BYTES) return false;
    this.#socket?.send(data);
    return true;
  }

  /** Ends the connection, and does not reconnect. */
  close(code = 1000) {
    this.#isWanted = false;
    if (this.#timer !== null) this.#options.clearTimeout(this.#timer);
    this.#timer = null;
    this.#leave()?.close(code);
  }

  /** Reconnects after a while, the longer the more often it has failed since it last succeeded. Returns the wait in milliseconds. */
  retry(leastAttempts = 0) {
    const attempts = Math.max(leastAttempts, this.#attempts);
    this.#attempts = attempts + 1;
    this.#isWanted = true;
    // Full jitter: after a restart of the server, clients reconnect spread out over time.
    const most = Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempts, 10));
    const inMs = LEAST_MS + Math.round(this.#options.random() * most);
    this.#timer = this.#options.setTimeout(() => this.open(), inMs);
    return inMs;
  }

  /** Null when this page may not connect to any of the servers: a ws:// address on a page of https:// for instance. That does not change later. */
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
    this.#isReading = false;
    // An abandoned socket may still raise events.
    const current = action => event => { if (this.#socket === socket) action(event); };
    socket.onopen = current(() => {
      this.#opened = this.#options.now();
      // Browsers accept a connection for which the server chose no protocol: such a server knows none of them.
      if (socket.protocol === '') this.#on.impossible({ code: 'protocol_error', reason: `There is no server of ${this.#protocols.join(' or ')} at ${this.address.href}.` });
      else this.#on.opened();
    });
    socket.onmessage = current(({ data }) => {
      this.#heard = this.#options.now();
      this.#isReading = false;
      this.#on.received(parse(data));
    });
    socket.onclose = current(({ code, reason }) => this.#lost(code, reason));
    // The close that follows gives the reason.
    socket.onerror = () => {};
    this.#watchFor(SILENCE_MS);
  }

  /** Nobody closes a dead connection, so one on which nothing is heard is given up. */
  #watchFor(ms) {
    const due = this.#options.now() + ms;
    this.#watch = this.#options.setTimeout(() => {
      const now = this.#options.now(), left = this.#heard + SILENCE_MS - now;
      if (left > 0) {
        this.#watchFor(left);
        return;
      }
      if (now - due >= LATE_MS && !this.#isReading) {
        this.#isReading = true;
        this.#watchFor(READING_MS);
        return;
      }
      const socket = this.#socket;
      this.#lost(1006, 'Nothing was heard from the server.');
      // Not one of the codes that mean goodbye: if it reaches the server after all, the server must wait for us.
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
