// A client of `actors.v1.json`: keeps the connection, the state and what is to be drawn. No dependency; browsers and Node.

const SUBPROTOCOL = 'actors.v1.json';
const INTERPOLATION_MS = 100;
const MAX_STATES = 40;
const MAX_INPUTS = 200;
const MAX_UNANSWERED = 32;

export class GameClient {
  #url; #options; #listeners = new Map(); #socket = null; #timers = new Set();
  #states = []; #inputs = []; #unanswered = new Map(); #sequence = 0; #nextCommand = null;
  #attempts = 0; #wanted = false; #direction = { x: 0, y: 0 }; #pings = []; #predicted = null; #predictedAt = 0;

  /**
   * @param {string} url where the server's WebSocket is
   * @param {{name?: string, room?: string, token?: string, storage?: Storage, WebSocket?: any, now?: () => number, random?: () => number}} options
   */
  constructor(url, options = {}) {
    this.#url = url;
    this.#options = { now: () => performance.now(), random: Math.random, storage: globalThis.localStorage, WebSocket: globalThis.WebSocket, ...options };
    this.state = 'closed';
    this.player = null;
    this.room = null;
    this.newest = null;
    this.ping = null;
    this.clockOffset = 0;
    this.stepMs = 50;
  }

  /** Calls the listener with each: state, welcome, room, keyframe, event, result, error, goodbye. Answers how to stop it. */
  on(type, listener) {
    if (!this.#listeners.has(type)) this.#listeners.set(type, new Set());
    this.#listeners.get(type).add(listener);
    return () => this.off(type, listener);
  }

  off(type, listener) { this.#listeners.get(type)?.delete(listener); }

  connect() {
    this.#wanted = true;
    this.#open();
  }

  close() {
    this.#wanted = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    this.#socket?.close(1000);
    this.#become('closed', { reason: 'closed by you' });
  }

  /** Walks in a direction until the next call; components from -1 to 1. */
  move(x, y) {
    const length = Math.hypot(x, y);
    const direction = length > 1 ? { x: x / length, y: y / length } : { x, y };
    if (direction.x === this.#direction.x && direction.y === this.#direction.y) return;
    this.#predict();
    this.#direction = direction;
    const input = { seq: ++this.#sequence, ...direction, at: this.#options.now() };
    this.#inputs.push(input);
    if (this.#inputs.length > MAX_INPUTS) this.#inputs.shift();
    this.#send({ type: 'input', seq: input.seq, x: direction.x, y: direction.y });
  }

  face(angle) { this.#send({ type: 'face', angle }); }
  attack(angle, target) { this.#send({ type: 'attack', angle, target }); }
  fire(angle) { this.#send({ type: 'fire', angle }); }

  /** A typed verb. Resolves with its result, also when the connection breaks meanwhile: it is asked again under the same id. */
  command(line) {
    if (this.#nextCommand === null) return Promise.resolve({ ok: false, code: 'not_in_room', text: 'You are not connected.' });
    if (this.#unanswered.size >= MAX_UNANSWERED) return Promise.resolve({ ok: false, code: 'rate_limited', text: 'Too many commands wait for their answers.' });
    const id = this.#nextCommand++;
    return new Promise(resolve => {
      this.#unanswered.set(id, { line, resolve });
      this.#send({ type: 'command', id, line });
    });
  }

  /** What is to be drawn now: players with x and y where they are to be seen, and everything else of the newest state. */
  view() {
    const newest = this.newest;
    if (!newest) return null;
    const me = this.#predict();
    const at = this.#options.now() - INTERPOLATION_MS;
    return { ...newest, players: newest.players.map(player => player.id === this.player?.id && me ? { ...player, ...me } : this.#between('players', player, at)),
      creatures: newest.creatures.map(creature => this.#between('creatures', creature, at)) };
  }

  #open() {
    this.#become('connecting');
    const socket = new this.#options.WebSocket(this.#url, [SUBPROTOCOL]);
    this.#socket = socket;
    socket.onopen = () => {
      const { name, room } = this.#options;
      const token = this.#options.token ?? this.#options.storage?.getItem(this.#tokenKey()) ?? undefined;
      socket.send(JSON.stringify({ type: 'hello', version: 1, name: token ? undefined : name, token, room }));
    };
    socket.onmessage = ({ data }) => this.#received(JSON.parse(data));
    socket.onclose = ({ code, reason }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#inputs = [];
      if (!this.#wanted) return;
      // Full jitter: after a restart the clients come back spread out.
      const wait = Math.round(this.#options.random() * Math.min(10_000, 500 * 2 ** this.#attempts++)) + 100;
      this.#become('reconnecting', { inMs: wait, code, reason });
      this.#later(wait, () => this.#open());
    };
    socket.onerror = () => {};
  }

  #received(message) {
    switch (message.type) {
      case 'welcome':
        this.#attempts = 0;
        this.player = message.player;
        this.stepMs = message.tickMilliseconds;
        if (message.token) this.#options.storage?.setItem(this.#tokenKey(), message.token);
        this.#nextCommand = Math.max(this.#nextCommand ?? 1, message.lastCommand + 1);
        this.#direction = { x: 0, y: 0 };
        this.#become('open');
        for (const [id, { line }] of this.#unanswered) this.#send({ type: 'command', id, line });
        this.#sayPing();
        break;
      case 'room':
        this.room = message.room;
        this.#states = [];
        this.#predicted = null;
        break;
      case 'keyframe':
        this.newest = message;
        this.#states.push({ at: this.#options.now(), players: byId(message.players), creatures: byId(message.creatures) });
        if (this.#states.length > MAX_STATES) this.#states.shift();
        this.#reconcile(message);
        break;
      case 'result': {
        const asked = this.#unanswered.get(message.id);
        this.#unanswered.delete(message.id);
        asked?.resolve(message);
        break;
      }
      case 'pong':
        this.#pings.push(this.#options.now() - message.sentAt);
        if (this.#pings.length > 5) this.#pings.shift();
        this.ping = [...this.#pings].sort((a, b) => a - b)[this.#pings.length >> 1];
        this.clockOffset = message.serverTime + this.ping / 2 - Date.now();
        break;
      case 'goodbye':
        if (message.code === 'session_replaced') this.#wanted = false;
        this.#become('closed', { reason: message.reason });
        break;
    }
    this.#emit(message.type, message.type === 'room' ? message.room : message);
  }

  /** The server's word on the own player, and on top of it what it has not seen yet. */
  #reconcile(state) {
    const mine = state.players.find(player => player.id === this.player?.id);
    if (!mine) return;
    while (this.#inputs.length && this.#inputs[0].seq <= mine.lastInput) this.#inputs.shift();
    const now = this.#options.now();
    const shown = this.#predict();
    let target = { x: mine.x, y: mine.y };
    const behindMs = Math.min(300, (this.ping ?? 0) / 2);
    target = this.#walk(target, this.#inputs.length ? this.#direction : directionOf(mine, this.room), behindMs);
    // A small difference is worked off unseen; a large one (a door, a respawn) is taken as it is.
    const far = !shown || Math.hypot(target.x - shown.x, target.y - shown.y) > 2;
    this.#predicted = far ? target : { x: shown.x + (target.x - shown.x) * 0.2, y: shown.y + (target.y - shown.y) * 0.2 };
    this.#predictedAt = now;
  }

  #predict() {
    const now = this.#options.now();
    if (!this.#predicted) return null;
    this.#predicted = this.#walk(this.#predicted, this.#direction, now - this.#predictedAt);
    this.#predictedAt = now;
    return this.#predicted;
  }

  /** The server's own sums: its steps, its speed, the edges hold the centre, scenery pushes the disc out. */
  #walk(from, direction, ms) {
    const room = this.room;
    if (!room || (!direction.x && !direction.y)) return from;
    let at = from;
    for (let left = Math.min(ms, 1000); left > 0; left -= this.stepMs) {
      const reach = room.speed * Math.min(left, this.stepMs) / 1000;
      at = clamp(room, { x: at.x + direction.x * reach, y: at.y + direction.y * reach });
      for (const thing of room.scenery) at = pushOut(thing, room.playerRadius, at);
      at = clamp(room, at);
    }
    return at;
  }

  #between(kind, thing, at) {
    let before = null;
    for (const state of this.#states) {
      const known = state[kind].get(thing.id);
      if (!known) continue;
      if (state.at <= at) { before = { at: state.at, known }; continue; }
      if (!before) return { ...thing, x: known.x, y: known.y };
      const share = Math.min(1, (at - before.at) / Math.min(state.at - before.at, this.stepMs * 2));
      return { ...thing, x: before.known.x + (known.x - before.known.x) * share, y: before.known.y + (known.y - before.known.y) * share };
    }
    return thing;
  }

  #sayPing() {
    if (this.state !== 'open') return;
    this.#send({ type: 'ping', sentAt: this.#options.now() });
    this.#later(1000, () => this.#sayPing());
  }

  #later(ms, action) {
    const timer = setTimeout(() => { this.#timers.delete(timer); action(); }, ms);
    this.#timers.add(timer);
  }

  #send(message) { if (this.state === 'open') this.#socket?.send(JSON.stringify(message)); }

  #become(state, detail = {}) {
    this.state = state;
    this.#emit('state', { state, ...detail });
  }

  #emit(type, value) { for (const listener of this.#listeners.get(type) ?? []) listener(value); }

  #tokenKey() { return `actors-token:${this.#options.name ?? ''}`; }
}

const byId = things => new Map(things.map(thing => [thing.id, thing]));

const directionOf = (player, room) => room ? { x: player.vx / room.speed, y: player.vy / room.speed } : { x: 0, y: 0 };

export const clamp = (room, { x, y }) => ({
  x: Math.max(-room.width / 2, Math.min(room.width / 2, x)),
  y: Math.max(-room.height / 2, Math.min(room.height / 2, y)),
});

/** Where a disc comes to rest that may overlap a solid thing. */
export function pushOut(thing, radius, at) {
  const dx = at.x - thing.x, dy = at.y - thing.y;
  if (thing.radius) {
    const distance = Math.hypot(dx, dy), reach = thing.radius + radius;
    if (distance >= reach) return at;
    return distance === 0 ? { x: thing.x + reach, y: thing.y } : { x: thing.x + dx / distance * reach, y: thing.y + dy / distance * reach };
  }
  const halfWidth = thing.width / 2, halfHeight = thing.height / 2;
  const nearX = Math.max(-halfWidth, Math.min(halfWidth, dx)), nearY = Math.max(-halfHeight, Math.min(halfHeight, dy));
  const awayX = dx - nearX, awayY = dy - nearY, away = Math.hypot(awayX, awayY);
  if (away > 0) return away >= radius ? at : { x: thing.x + nearX + awayX / away * radius, y: thing.y + nearY + awayY / away * radius };
  return halfWidth - Math.abs(dx) < halfHeight - Math.abs(dy)
    ? { x: thing.x + Math.sign(dx || 1) * (halfWidth + radius), y: at.y }
    : { x: at.x, y: thing.y + Math.sign(dy || 1) * (halfHeight + radius) };
}
