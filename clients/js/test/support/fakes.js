// A fake connection, a clock and timers that do what the test says, when it says so.
import { GameClient } from '../../game-client.js';
import { decode } from '../../lib/msgpack.js';

export class FakeSocket {
  sent = [];
  closed = null;
  send(data) { this.sent.push(typeof data === 'string' ? JSON.parse(data) : decode(data)); }
  close(code) { this.closed = code ?? 1005; }
  say(message) { this.onmessage({ data: JSON.stringify(message) }); }
  of(type) { return this.sent.filter(message => message.type === type); }
}

export class FakeTime {
  now = 0;
  #timers = [];
  setTimeout = (action, ms) => {
    const timer = { action, at: this.now + ms };
    this.#timers.push(timer);
    return timer;
  };
  clearTimeout = timer => { this.#timers = this.#timers.filter(one => one !== timer); };
  get waiting() { return this.#timers.length; }

  /** Time in which no timer runs: all that were due run late, with the next `pass`. */
  standStill(ms) { this.now += ms; }

  pass(ms) {
    const until = this.now + ms;
    for (;;) {
      const next = this.#timers.filter(timer => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.clearTimeout(next);
      this.now = Math.max(this.now, next.at);
      next.action();
    }
    this.now = until;
  }
}

export const HALL = { id: 'hall', title: 'The Hall', width: 20, height: 20, speed: 5, playerRadius: 0.5, scenery: [], exits: [], nodes: [] };

export const keyframe = (tick, x, more = {}) => ({
  type: 'keyframe', room: 'hall', tick, serverTime: tick * 50, creatures: [], items: [], nodes: [], projectiles: [],
  players: [{ id: '7', name: 'Ada', x, y: 0, vx: 0, vy: 0, health: 100, lastInput: 0, ...more }],
});

/** A client whose first connection is open; it is welcomed and in a room. */
export function start(options = {}, url = 'ws://x') {
  const time = new FakeTime(), sockets = [], kept = new Map();
  class Socket extends FakeSocket {
    constructor(url, protocols) {
      super();
      Object.assign(this, { url, protocols });
      sockets.push(this);
    }
  }
  const game = new GameClient(url, {
    WebSocket: Socket, storage: { getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) },
    now: () => time.now, date: () => time.now, random: () => 0, setTimeout: time.setTimeout, clearTimeout: time.clearTimeout, ...options,
  });
  const heard = [];
  for (const type of ['state', 'welcome', 'room', 'keyframe', 'own', 'event', 'result', 'error', 'goodbye', 'ping']) game.on(type, detail => heard.push([type, detail]));
  const welcome = (more = {}) => {
    const socket = sockets.at(-1);
    socket.onopen();
    socket.say({ type: 'welcome', version: 1, player: { id: '7', name: 'Ada' }, token: 'secret', lastCommand: 4, tickMilliseconds: 50, serverTime: 0, ...more });
    return socket;
  };
  const begin = (room = HALL) => {
    game.connect();
    const socket = welcome();
    socket.say({ type: 'room', room });
    return socket;
  };
  return { game, time, sockets, kept, heard, welcome, begin };
}
