// Your own player, ahead of the server: it walks with the server's step as soon as it is steered, and every state corrects it.
//
// Both sides count steps of the same length. An input is made in one of our steps and processed in a tick of the server; the first state that names it shows
// that tick. From then on a state's tick tells which of our steps it is the result of. Everything steered since is replayed on top of it. Network jitter moves
// nothing between two inputs.
import { lengthOf, step } from './movement.js';

const MAX_INPUTS = 200;
const MAX_REPLAY_STEPS = 40;
const SAME = 0.001;
const FAR = 2;
const SMOOTHING_MS = 80;
const STANDING = { seq: 0, step: -Infinity, x: 0, y: 0 };

export class Prediction {
  #stepMs = 50; #room = null; #inputs = [STANDING]; #at = null; #done = 0; #offset = null; #dead = false; #walksFrom = 0; #error = { x: 0, y: 0, since: 0 };

  /** How far the newest state was from the prediction, in units. */
  correction = 0;

  /** Where the player is after the last whole step, as the server will have it; null before the first state. */
  get position() { return this.#at; }

  /** Whether there are inputs that no state has named yet. */
  get isPending() { return this.#inputs.length > 1; }

  /** How long the oldest of them has been pending. */
  pendingMs(now) { return this.isPending ? now - this.#inputs[1].at : 0; }

  /** A new connection: its states name none of the earlier inputs. */
  start(stepMs) {
    this.#stepMs = stepMs;
    this.#inputs = [STANDING];
    this.#offset = null;
    this.enter(this.#room);
  }

  enter(room) {
    this.#room = room;
    this.#at = null;
    this.correction = 0;
    this.#error = { x: 0, y: 0, since: 0 };
  }

  steer(seq, x, y, now) {
    const shown = this.#at && this.shown(now);
    this.#inputs.push({ seq, step: this.#stepAt(now), x, y, at: now });
    if (this.#inputs.length > MAX_INPUTS) this.#inputs.splice(1, 1);
    if (shown) this.#keepShowing(shown, now);
  }

  /** Takes a state of the server. Returns false if the server has stopped a player who is still steered, as at the door of a full room. */
  reconcile(tick, player, now) {
    const shown = this.#at && this.shown(now);
    // A player that respawns, or that stood when the input came, is shown once before the first step.
    if (this.#dead && player.health > 0) this.#walksFrom = tick + 1;
    this.#dead = player.health <= 0;
    // By equality, not order: a body that outlived its last connection still names an input of that one.
    const named = this.#inputs.findIndex(input => input.seq === player.lastInput);
    if (named > 0) {
      this.#inputs.splice(0, named);
      this.#walksFrom = this.#standsThough(player) ? tick + 1 : tick;
      this.#offset = this.#inputs[0].step - this.#walksFrom;
    }
    const whole = this.#stepAt(now) - 1;
    if (this.#offset === null || Math.abs(tick + this.#offset - whole) > MAX_REPLAY_STEPS) this.#offset = whole - tick;
    if (!this.#at) this.#done = tick + this.#offset;
    this.#take(tick + this.#offset, { x: player.x, y: player.y });
    this.#advance(whole);
    if (shown) this.#keepShowing(shown, now);
    return this.isPending || tick <= this.#walksFrom || !this.#standsThough(player);
  }

  /** Where to draw the player now: between two steps, and with corrections smoothed. */
  shown(now) {
    if (!this.#at) return null;
    const raw = this.#raw(now), left = Math.exp((this.#error.since - now) / SMOOTHING_MS);
    return { x: raw.x + this.#error.x * left, y: raw.y + this.#error.y * left };
  }

  #take(atStep, server) {
    if (atStep <= this.#done) {
      const foreseen = this.#at;
      this.#at = this.#walk(server, atStep, this.#done);
      this.correction = foreseen ? apart(foreseen, this.#at) : 0;
      return;
    }
    // A state may be the result of the step that is still being shown: if it is as predicted, nothing changes on the screen.
    const foreseen = this.#walk(this.#at, this.#done, atStep);
    this.correction = apart(foreseen, server);
    if (this.correction <= SAME) return;
    this.#at = server;
    this.#done = atStep;
  }

  #raw(now) {
    const at = this.#stepAt(now);
    this.#advance(at - 1);
    return this.#done < at ? this.#step(this.#at, this.#directionAt(at), now / this.#stepMs - at) : this.#at;
  }

  #advance(to) {
    if (to <= this.#done) return;
    // After a long time without being drawn, only the last steps are replayed.
    this.#at = this.#walk(this.#at, Math.max(this.#done, to - MAX_REPLAY_STEPS), to);
    this.#done = to;
  }

  #walk(from, after, to) {
    let at = from;
    for (let one = after + 1; one <= to; one++) at = this.#step(at, this.#directionAt(one), 1);
    return at;
  }

  #step(from, { x, y }, share) {
    if (this.#dead || (x === 0 && y === 0)) return from;
    const reach = this.#room.speed * this.#stepMs / 1000 * share;
    return step(this.#room, from, x * reach, y * reach);
  }

  #directionAt(atStep) {
    let index = this.#inputs.length - 1;
    while (index > 0 && this.#inputs[index].step > atStep) index--;
    return this.#inputs[index];
  }

  #stepAt(now) { return Math.floor(now / this.#stepMs); }

  /** Smooths a change of the prediction over time; a door or a respawn shows at once. */
  #keepShowing(shown, now) {
    const raw = this.#raw(now), x = shown.x - raw.x, y = shown.y - raw.y;
    this.#error = lengthOf(x, y) > FAR ? { x: 0, y: 0, since: now } : { x, y, since: now };
  }

  /** Whether the player stands although it could walk in the direction of its last input. */
  #standsThough(player) {
    if (player.vx !== 0 || player.vy !== 0) return false;
    const next = this.#step(player, this.#inputs[0], 1);
    return lengthOf(next.x - player.x, next.y - player.y) > 0.01;
  }
}

const apart = (one, other) => lengthOf(one.x - other.x, one.y - other.y);
