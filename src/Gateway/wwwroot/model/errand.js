// What is done by pointing: walk there, go and strike that until it is dead, gather this. Whoever steers by hand, or is stopped, has no errand any more.
import { findPath } from './path.js';

const NEAR = 0.3;
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

  /** `{ kind: 'walk', x, y }`, `{ kind: 'strike' | 'shoot', of: 'creatures' | 'players', id }` or `{ kind: 'gather', index }`; null: nothing. */
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

  /** To be called each frame. */
  step({ room, me, creatures, players, nodes }) {
    const task = this.#task, now = this.#now();
    if (!task) return;
    const target = task.kind === 'walk' ? task : task.kind === 'gather' ? nodes[task.index] : { creatures, players }[task.of].find(one => one.id === task.id);
    if (!me || me.isDead || !target || target.isDead || (task.kind === 'gather' && target.left === 0)) { this.stop(); return; }
    const dx = target.x - me.x, dy = target.y - me.y, far = Math.hypot(dx, dy), reach = reachOf(task, target);
    if (far <= reach) {
      if (task.kind === 'walk' || (task.kind === 'gather' && target.onTouch)) { this.stop(); return; }
      this.#game.move(0, 0);
      if (now - this.#struck < STRIKE_MS) return;
      this.#struck = now;
      const angle = Math.atan2(dy, dx);
      if (task.kind === 'shoot') { this.#game.fire(angle); this.stop(); } else this.#game.attack(angle);
      this.#progress = now;
      return;
    }
    // A target that walks is followed.
    if (now - this.#planned > (task.kind === 'walk' ? Infinity : REPLAN_MS) || this.#planned === -Infinity) {
      this.#path = findPath(room, me, target);
      this.#planned = now;
    }
    while (this.#path.length && Math.hypot(this.#path[0].x - me.x, this.#path[0].y - me.y) < NEAR) this.#path.shift();
    const next = this.#path[0];
    if (!next || this.#isStuck(me, now)) { this.stop(); return; }
    const x = next.x - me.x, y = next.y - me.y, length = Math.hypot(x, y) || 1;
    // In few directions: each is a message.
    const angle = Math.round(Math.atan2(y, x) / (Math.PI / 32)) * (Math.PI / 32);
    this.#game.move(...(length > 0 ? [round(Math.cos(angle)), round(Math.sin(angle))] : [0, 0]));
  }

  #isStuck(me, now) {
    const rest = this.#path.reduce(([sum, from], point) => [sum + Math.hypot(point.x - from.x, point.y - from.y), point], [0, me])[0];
    if (rest < this.#best - 0.2 || this.#task.kind === 'strike') { this.#best = rest; this.#progress = now; }
    return now - this.#progress > STUCK_MS;
  }
}

const round = value => Math.round(value * 1000) / 1000;

const reachOf = (task, target) => task.kind === 'walk' ? NEAR : task.kind === 'shoot' ? 12 : task.kind === 'strike' ? 1.8 : target.onTouch ? Math.max(0.2, target.radius * 0.5) : target.radius + 1.4;
