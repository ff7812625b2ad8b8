// Which tab of this browser plays a player: the one that holds its lock. To the server the later of two tabs is the same player coming back, so it would silently take the player from
// the earlier tab; therefore a tab asks here first. Where there are no locks (pages of plain http from other machines) the later one has it.

/** A reloaded page asks before its old self has released the lock. */
const LEAVING_MS = 500;

/**
 * Gives up a connection that is still to be made while another tab plays the player. One that is open is ended by the server; one that has ended keeps its reason, also when the lock is lost
 * only after that.
 */
export function letGo(game, seat) {
  if (!seat.isHeld && game.state !== 'open' && !game.ending) game.close();
}

export class Seat {
  #name; #requests = 0;
  isHeld = false;
  /** Another tab has taken it. */
  onLost = () => {};

  constructor(player) { this.#name = `actors-player:${player}`; }

  /** False: another tab has it. */
  take() { return this.#request({ signal: AbortSignal.timeout(LEAVING_MS) }); }

  /** The same, without a wait for a tab that is leaving. */
  takeNow() { return this.#request({ ifAvailable: true }); }

  /** Takes it from whoever has it. */
  takeOver() { return this.#request({ steal: true }); }

  #request(options) {
    if (!navigator.locks) this.isHeld = true;
    if (this.isHeld) return Promise.resolve(true);
    const request = ++this.#requests;
    return new Promise(resolve => {
      const ended = navigator.locks.request(this.#name, options, lock => {
        this.isHeld = lock !== null;
        resolve(this.isHeld);
        // Held as long as the page lives.
        return this.isHeld ? new Promise(() => {}) : undefined;
      });
      ended.catch(({ name }) => {
        if (name === 'TimeoutError') resolve(false);
        else if (name !== 'AbortError') {
          // No locks for this page: then it shares nothing with other tabs either.
          this.isHeld = true;
          resolve(true);
        } else if (request === this.#requests) {
          this.isHeld = false;
          this.onLost();
        }
      });
    });
  }
}
