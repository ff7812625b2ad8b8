// Shows others a little in the past: between two known states, on the server's own timeline.

import { lengthOf } from './movement.js';

const MAX_STATES = 40;
const FAR = 3;

export class Interpolation {
  #states = []; #delayMs; #stepMs = 50;

  constructor(delayMs) { this.#delayMs = delayMs; }

  start(stepMs) {
    this.#stepMs = stepMs;
    this.clear();
  }

  clear() { this.#states = []; }

  add(state, now) {
    this.#states.push({ time: state.serverTime, arrived: now, players: byId(state.players), creatures: byId(state.creatures), projectiles: byId(state.projectiles) });
    if (this.#states.length > MAX_STATES) this.#states.shift();
  }

  /** The server's time that is shown now. */
  timeAt(now) {
    // The fastest of the last states gives the offset of the clocks; the others were delayed by the network's jitter.
    let apart = Infinity;
    for (const state of this.#states) apart = Math.min(apart, state.arrived - state.time);
    return now - apart - this.#delayMs;
  }

  /** The same thing, where it was then. */
  place(kind, thing, time) {
    let before = null;
    for (const state of this.#states) {
      const then = state[kind].get(thing.id);
      if (!then) continue;
      if (state.time <= time) {
        before = { time: state.time, then };
        continue;
      }
      if (!before) return { ...thing, x: then.x, y: then.y };
      // States come when something changes: after a longer gap it was standing, and moved in the last step.
      const span = Math.min(state.time - before.time, this.#stepMs * 2);
      const share = Math.max(0, 1 - (state.time - time) / span);
      const dx = then.x - before.then.x, dy = then.y - before.then.y;
      if (lengthOf(dx, dy) > FAR) return { ...thing, x: before.then.x, y: before.then.y };
      return { ...thing, x: before.then.x + dx * share, y: before.then.y + dy * share };
    }
    return thing;
  }
}

const byId = things => new Map(things.map(thing => [thing.id, thing]));
