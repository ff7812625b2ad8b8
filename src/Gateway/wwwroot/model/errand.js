// Errands given by pointing: walk there, go and strike that until it is dead, gather this. Steering by hand, or being stopped, ends the errand.
import { findPath } from './path.js';

const NEAR = 0.3, DOOR = 0.9, ARM = 1.8, SHOT = 12;
const TURN = Math.PI / 32;
const STUCK_MS = 900;
const STRIKE_MS = 250;
const REPLAN_MS = 400;

export class Errand {
  #game; #now; #task = null; #path = []; #planned = 0; #struck = 0; #best = Infinity; #progress = 0;

  constructor(game, now = () => performance.now()) {
    this.#game = game;
    this.#now = now;
    game.on('room', () => this.stop());
  }

  /**
   * `{ kind: 'walk', x, y }`; `{ kind: 'leave', x, y, out: { x, y } }`: there, and on outwards; `{ kind: 'strike' | 'shoot', of: 'creatures' | 'players', id }`;
   * `{ kind: 'gather', index }`; null: nothing.
   */
  get task() { return this.#task; }

  begin(task) {
    this.#task = task;
    this.#path = [];
    this.#planned = -Infinity;
    this.#best = Infinity;
    this.#progress = this.#now();
  }

  stop() {
    if (!this.#task) return;
    this.#task = null;
    this.#game.move(0, 0);
  }

  /** Called once a frame. */
  step(picture) {
    const task = this.#task, { me } = picture, target = task && targetOf(task, picture);
    if (!task) return;
    if (!me || me.isDead || !target) this.stop();
    else if (Math.hypot(target.x - me.x, target.y - me.y) <= reachOf(task, target)) this.#arrived(task, target, me);
    else this.#walk(task, target, picture);
  }

  #arrived(task, target, me) {
    const now = this.#now(), isThere = task.kind === 'walk' || (task.kind === 'gather' && target.onTouch);
    if (isThere) this.stop();
    else if (task.kind === 'leave') {
      // The next room ends the errand; if the door does not open, it ends a little later.
      this.#game.move(task.out.x, task.out.y);
      if (now - this.#progress > STUCK_MS) this.stop();
    } else {
      this.#game.move(0, 0);
      if (now - this.#struck < STRIKE_MS) return;
      this.#struck = this.#progress = now;
      const angle = Math.atan2(target.y - me.y, target.x - me.x);
      if (task.kind === 'shoot') { this.#game.fire(angle); this.stop(); } else this.#game.attack(angle);
    }
  }

  #walk(task, target, { room, me }) {
    const now = this.#now(), planAgainMs = isPlace(task) ? Infinity : REPLAN_MS;
    // A target that walks is followed.
    if (this.#planned === -Infinity || now - this.#planned > planAgainMs) {
      this.#path = findPath(room, me, target);
      this.#planned = now;
    }
    while (this.#path.length && Math.hypot(this.#path[0].x - me.x, this.#path[0].y - me.y) < NEAR) this.#path.shift();
    const next = this.#path[0];
    if (!next || this.#isStuck(me, now)) { this.stop(); return; }
    // Only a few directions, because each is a message.
    const angle = Math.round(Math.atan2(next.y - me.y, next.x - me.x) / TURN) * TURN;
    this.#game.move(round(Math.cos(angle)), round(Math.sin(angle)));
  }

  #isStuck(me, now) {
    const [rest] = this.#path.reduce(([sum, from], point) => [sum + Math.hypot(point.x - from.x, point.y - from.y), point], [0, me]);
    // A target that walks may lead the player away from where it was.
    if (rest < this.#best - 0.2 || this.#task.kind === 'strike') { this.#best = rest; this.#progress = now; }
    return now - this.#progress > STUCK_MS;
  }
}

/** Whether the task is about a place, and not about something that is there. */
export const isPlace = ({ kind }) => kind === 'walk' || kind === 'leave';
const round = value => Math.round(value * 1000) / 1000;

/** Where the target is now; null when there is nothing left to do about it. */
function targetOf(task, { nodes, creatures, players }) {
  if (isPlace(task)) return task;
  const target = task.kind === 'gather' ? nodes[task.index] : { creatures, players }[task.of].find(one => one.id === task.id);
  return target && !target.isDead && target.left !== 0 ? target : null;
}

/** The distance in units from which the task is done. */
function reachOf({ kind }, { radius, onTouch }) {
  switch (kind) {
    case 'walk': return NEAR;
    case 'leave': return DOOR;
    case 'shoot': return SHOT;
    case 'strike': return ARM;
    default: return onTouch ? Math.max(0.2, radius * 0.5) : radius + 1.4;
  }
}
