// How figures move from frame to frame: whether they walk, where in a step they are, and which way they look; that turns smoothly and does not jump.

const STEP = 2.6;
const TURN = 14;
/** Units a second; slower is standing. */
const WALKING = 0.35;
const FORGET_MS = 2000;

export class Motion {
  #figures = new Map(); #now = 0; #elapsed = 0;

  begin(now) {
    this.#elapsed = Math.min(0.1, (now - this.#now) / 1000);
    this.#now = now;
    for (const [key, figure] of this.#figures) if (now - figure.seen > FORGET_MS) this.#figures.delete(key);
  }

  /** Answers `{ phase, walks, facing }` of this frame. */
  of(key, { x, y, facing }) {
    let figure = this.#figures.get(key);
    if (!figure) this.#figures.set(key, figure = { x, y, facing, phase: x * 3 + y, speed: 0, seen: 0 });
    const far = Math.hypot(x - figure.x, y - figure.y), elapsed = this.#elapsed;
    // A figure that jumps was put there, and did not walk.
    if (elapsed > 0) figure.speed += ((far > 3 ? 0 : far / elapsed) - figure.speed) * Math.min(1, elapsed * 10);
    figure.phase += far > 3 ? 0 : far * STEP;
    let turn = (facing - figure.facing) % (Math.PI * 2);
    if (turn > Math.PI) turn -= Math.PI * 2;
    if (turn < -Math.PI) turn += Math.PI * 2;
    figure.facing += turn * Math.min(1, elapsed * TURN);
    [figure.x, figure.y, figure.seen] = [x, y, this.#now];
    const walks = figure.speed > WALKING;
    return { phase: figure.phase + (walks ? 0 : this.#now / 400), walks, facing: figure.facing };
  }
}
