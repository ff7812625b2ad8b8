// The F3 overlay: how the server's steps arrive, how well they were predicted, what goes over the line, and how long a frame takes.
import { Frames, Lateness, Rate } from '../net/health.js';

const EVERY_MS = 250;

export class Debug {
  #panel; #game; #traffic; #quality; #received = new Rate(); #sent = new Rate(); #states = new Rate(); #count = 0; #lateness = new Lateness(); #frames = new Frames(); #shown = 0; #corrections = [];

  constructor(panel, game, traffic, quality) {
    [this.#panel, this.#game, this.#traffic, this.#quality] = [panel, game, traffic, quality];
    game.on('room', () => this.#lateness.clear());
    game.on('keyframe', state => {
      this.#lateness.add(state.tick, game.stepMs, performance.now());
      this.#corrections = [...this.#corrections, game.correction].slice(-40);
      this.#count++;
    });
  }

  toggle() { this.#panel.hidden = !this.#panel.hidden; }

  /** @param work milliseconds that the frame took @param more returns further lines of the caller, `[[name, value]]` */
  frame(now, work, picture, more) {
    this.#frames.add(now, work);
    if (now - this.#shown < EVERY_MS) return;
    this.#shown = now;
    this.#received.add(this.#traffic.received, now);
    this.#sent.add(this.#traffic.sent, now);
    this.#states.add(this.#count, now);
    if (!this.#panel.hidden) this.#panel.textContent = this.#lines(picture, more).map(([name, value]) => `${name.padEnd(12)}${value}`).join('\n');
  }

  #lines(picture, more) {
    const game = this.#game, { newest, worst } = this.#lateness.values, { perSecond, workMs, workOfWorstMs } = this.#frames.values, state = game.newest, ms = value => `${value.toFixed(1)} ms`;
    const worstCorrection = Math.max(0, ...this.#corrections), bytes = rate => rate < 10_000 ? `${Math.round(rate)} B/s` : `${(rate / 1000).toFixed(1)} kB/s`;
    return [
      ['room', game.room?.id ?? '-'], ...more(), ['place', picture.me ? `${picture.me.x.toFixed(2)}, ${picture.me.y.toFixed(2)}` : '-'],
      ['tick', `${state?.tick ?? '-'} of ${game.stepMs} ms`], ['sequence', state?.sequence ?? '-'], ['states', `${this.#states.perSecond.toFixed(1)} /s`],
      ['late', `${ms(newest)}, worst ${ms(worst)}`], ['ping', game.ping === null ? '-' : ms(game.ping)], ['clock', ms(game.clockOffset)],
      ['prediction', `off by ${(this.#corrections.at(-1) ?? 0).toFixed(3)}, worst ${worstCorrection.toFixed(3)}${game.isSteeringPending ? ', pending' : ''}`],
      ['received', bytes(this.#received.perSecond)], ['sent', bytes(this.#sent.perSecond)],
      ...(this.#quality.latencyMs || this.#quality.loss ? [['line', `+${this.#quality.latencyMs} ms, ${(this.#quality.loss * 100).toFixed(0)} % lost`]] : []),
      ['frame', `${perSecond.toFixed(0)} /s, drawn in ${ms(workMs)}, worst ${ms(workOfWorstMs)}`], ['in sight', `${picture.players.length} players, ${picture.creatures.length} creatures, ${picture.items.length} items`],
    ];
  }
}
