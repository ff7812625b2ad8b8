// Limits how fast messages are sent: a server drops messages beyond its rate limit (120 a second, after a burst of 240, unless its operator configures
// otherwise).

const PER_SECOND = 100;
const LEAST_PER_SECOND = 10;
const AT_ONCE = 100;

export class Pace {
  #perSecond = PER_SECOND; #left = AT_ONCE; #at = null;

  /** A new connection may send a full burst. */
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

  /** Called when the server has a lower limit. */
  slowDown() {
    this.#perSecond = Math.max(LEAST_PER_SECOND, this.#perSecond / 2);
    this.#left = 0;
  }
}
