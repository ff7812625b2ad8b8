// The line to the server: it counts what goes over it, and can be made as bad as wanted for a test, `?latency=100&loss=0.05`. Each way takes half the latency. TCP sends a lost packet again,
// and all packets behind it wait, so a loss delays a message and those after it.

/** TCP sends again after a round trip, and never sooner than this. */
const LEAST_RETRY_MS = 200;

/** @param query of the page's address: `latency` in milliseconds, there and back, and `loss` from 0 to 1; invalid values count as 0 */
export function qualityOf(query) {
  const within = (name, most) => { const value = Number(query.get(name)); return value > 0 ? Math.min(value, most) : 0; };
  return { latencyMs: within('latency', 10_000), loss: within('loss', 0.9) };
}

/** One way: messages pass in order, each after the delay, and none before the one in front of it. */
export class Way {
  #quality; #clock; #due = 0;

  constructor(quality, clock = { now: () => performance.now(), setTimeout: (action, ms) => setTimeout(action, ms), random: Math.random }) {
    this.#quality = quality;
    this.#clock = clock;
  }

  pass(action) {
    const { latencyMs, loss } = this.#quality, { now, setTimeout, random } = this.#clock;
    if (latencyMs === 0 && loss === 0) { action(); return; }
    let delay = latencyMs / 2;
    while (random() < loss) delay += Math.max(LEAST_RETRY_MS, latencyMs);
    this.#due = Math.max(this.#due, now() + delay);
    setTimeout(action, this.#due - now());
  }
}

/** A class of sockets for the client, over lines of this quality. @param traffic `{ received, sent }`, to which bytes are added */
export function socketsOver(quality, traffic) {
  return class Line {
    #socket; #in = new Way(quality); #out = new Way(quality);
    onopen = null; onmessage = null; onclose = null; onerror = null;

    constructor(address, protocols) {
      const socket = this.#socket = new WebSocket(address, protocols);
      socket.onopen = event => this.#in.pass(() => this.onopen?.(event));
      socket.onmessage = event => {
        traffic.received += event.data.byteLength ?? event.data.length;
        this.#in.pass(() => this.onmessage?.(event));
      };
      socket.onclose = event => this.#in.pass(() => this.onclose?.(event));
      socket.onerror = event => this.onerror?.(event);
    }

    get protocol() { return this.#socket.protocol; }
    set binaryType(type) { this.#socket.binaryType = type; }

    send(data) {
      traffic.sent += data.byteLength ?? data.length;
      this.#out.pass(() => { if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data); });
    }

    close(code, reason) { this.#out.pass(() => this.#socket.close(code, reason)); }
  };
}
