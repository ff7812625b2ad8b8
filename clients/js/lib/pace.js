// How fast messages are sent: a server drops what comes faster than it lets anybody send (120 a second, after 240 at once, unless its operator says otherwise).

const PER_SECOND = 100;
const LEAST_PER_SECOND = 10;
const AT_ONCE = 100;

export class Pace {
  #perSecond = PER_SECOND; #left = AT_ONCE; #at = null;

  /** A new connection has all that may be sent at once. */
  restart() {
    this.#left = AT_ONCE;
    this.#at = null;
  }

  /** Whether one more may be sent now. */
  tryTake(now) {
    this.#left = Math.min(AT_ONCE, this.#left + (now - (this.#at ?? now)) * this.#perSecond / 1000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** This server takes fewer. */
  slowDown() {
    this.#perSecond = Math.max(LEAST_PER_SECOND, this.#perSecond / 2);
    this.#left = 0;
  }
}
