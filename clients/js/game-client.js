// A client of `actors.v1.msgpack` and `actors.v1.json`: keeps the connection, the state and what is to be drawn. No dependency; browsers and Node.
import { Commands, refused } from './lib/commands.js';
import { Connection } from './lib/connection.js';
import { Interpolation } from './lib/interpolation.js';
import { Latency } from './lib/latency.js';
import { Prediction } from './lib/prediction.js';
import { named, States } from './lib/states.js';

const SUBPROTOCOLS = { json: ['actors.v1.json'], msgpack: ['actors.v1.msgpack', 'actors.v1.json'] };
const PING_MS = 1000;
const LOST_INPUT_MS = 1000;
const FINAL_GOODBYES = ['session_replaced', 'version'];

/** An event of the client; what it is about is its `detail`. */
export class GameEvent extends Event {
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

export class GameClient extends EventTarget {
  #options; #connection; #commands; #prediction = new Prediction(); #interpolation; #latency = new Latency();
  #heard = new Map(); #direction = { x: 0, y: 0 }; #sequence = 0; #token; #pinging = null; #wasIn = false; #ended = false;
  #resume; #nextEvent; #states = new States();

  /** Where the connection stands: `closed`, `connecting`, `open`, `reconnecting`. */
  state = 'closed';
  /** Who you are, `{ id, name }`; null before the first welcome. */
  player = null;
  /** The room that you are in; null before the first. */
  room = null;
  /** The newest state as the server sent it; null before the first of a room. */
  newest = null;
  /** How long the server's step is. */
  stepMs = 50;

  constructor(url, options = {}) {
    super();
    this.#options = {
      encoding: 'msgpack', deltas: true, area: false, WebSocket: globalThis.WebSocket, storage: defaultStorage(), interpolationMs: 100, random: Math.random, now: () => performance.now(), date: () => Date.now(),
      setTimeout: (action, ms) => setTimeout(action, ms), clearTimeout: timer => clearTimeout(timer), ...options,
    };
    if (!this.#options.WebSocket) throw new TypeError('There is no WebSocket here: give one in the options, that of the package ws for instance.');
    if (!Object.hasOwn(SUBPROTOCOLS, this.#options.encoding)) throw new TypeError('The encoding is either json or msgpack.');
    this.#token = this.#options.token ?? this.#options.storage?.getItem(this.#tokenKey()) ?? null;
    this.#interpolation = new Interpolation(this.#options.interpolationMs);
    this.#commands = new Commands((id, line) => this.#send({ type: 'command', id, line }));
    this.#connection = new Connection((Array.isArray(url) ? url : [url]).map(String), SUBPROTOCOLS[this.#options.encoding], this.#options, {
      connecting: () => this.#become('connecting'),
      opened: () => this.#hello(),
      received: message => this.#received(named(message)),
      lost: detail => {
        this.#stopPinging();
        this.#become('reconnecting', detail);
      },
    });
  }

  /** Who has it is this player; null before the first welcome of a new one. */
  get token() { return this.#token; }

  /** Milliseconds to the server and back, the median of the last samples; null before the first. */
  get ping() { return this.#latency.ping; }

  /** The server's milliseconds since 1970 less this machine's. */
  get clockOffset() { return this.#latency.clockOffset; }

  /** The own player after the last whole step, as the server will have it; null when it is not known. */
  get predicted() {
    this.#prediction.shown(this.#options.now());
    return this.#prediction.position;
  }

  /** Whether the server has yet to take something of what was steered. */
  get isSteeringPending() { return this.#prediction.isPending; }

  /** The direction that is walked in, `{ x, y }`, at most 1 long. */
  get direction() { return this.#direction; }

  /** The server's milliseconds since 1970, now. */
  serverNow() { return this.#options.date() + this.clockOffset; }

  connect() {
    if (this.#ended) throw new Error('This client was closed; make a new one.');
    if (this.state === 'closed') this.#connection.open();
  }

  /** For good. Commands that wait are answered with a refusal. */
  close() { this.#end({ reason: 'closed by you' }); }

  /** Calls the listener with what each event is about. Answers how to stop it. */
  on(type, listener) {
    this.off(type, listener);
    const heard = event => listener(event.detail);
    if (!this.#heard.has(type)) this.#heard.set(type, new Map());
    this.#heard.get(type).set(listener, heard);
    this.addEventListener(type, heard);
    return () => this.off(type, listener);
  }

  off(type, listener) {
    this.removeEventListener(type, this.#heard.get(type)?.get(listener) ?? null);
    this.#heard.get(type)?.delete(listener);
  }

  /** Walks in a direction until the next call; components from -1 to 1. */
  move(x, y) {
    if (!Number.isFinite(x) || !Number.isFinite(y)) throw new RangeError('A direction has two finite components.');
    const length = Math.max(1, Math.hypot(x, y)), direction = { x: x / length, y: y / length };
    if (direction.x === this.#direction.x && direction.y === this.#direction.y) return;
    this.#direction = direction;
    this.#steer();
  }

  face(angle) { this.#send({ type: 'face', angle }); }
  attack(angle, target) { this.#send({ type: 'attack', angle, target }); }
  fire(angle) { this.#send({ type: 'fire', angle }); }

  /** A typed verb. Resolves with its result, also when the connection breaks meanwhile: it is asked again under the same id. */
  command(line) {
    return this.#ended ? Promise.resolve(refused('not_in_room', 'This client was closed.')) : this.#commands.ask(line);
  }

  /** What is to be drawn now: players, creatures and shots where they are to be seen, and everything else of the newest state. */
  view() {
    const newest = this.newest;
    if (!newest) return null;
    const now = this.#options.now(), me = this.#prediction.shown(now), then = this.#interpolation.timeAt(now);
    const place = (kind, thing) => this.#interpolation.place(kind, thing, then);
    return {
      ...newest,
      players: newest.players.map(player => player.id === this.player?.id && me ? { ...player, ...me } : place('players', player)),
      creatures: newest.creatures.map(creature => place('creatures', creature)),
      projectiles: newest.projectiles.map(shot => place('projectiles', shot)),
    };
  }

  #hello() {
    const { name, room } = this.#options;
    // The name is for a server that does not know the token; the room is wished for once, not after every loss.
    this.#connection.send({ type: 'hello', version: 1, name, token: this.#token ?? undefined, room: this.#wasIn ? undefined : room,
      resume: this.#resume, fromEvent: this.#nextEvent, wishes: this.#wishes() });
  }

  #wishes() {
    const { deltas, area } = this.#options;
    return deltas || area ? { deltas: deltas || undefined, area: area || undefined } : undefined;
  }

  #received(message) {
    switch (message?.type) {
      case 'welcome': this.#welcomed(message); break;
      case 'room':
        if (this.room?.id !== message.room.id) this.#nextEvent = undefined;
        this.#resume = message.resume;
        this.room = message.room;
        this.newest = null;
        this.#states.clear();
        this.#interpolation.clear();
        this.#prediction.enter(message.room);
        // On the way here nobody listened: what was steered meanwhile, or before the connection broke, is said again.
        this.#steer();
        break;
      case 'keyframe':
      case 'areaKeyframe':
        // The last one of the room before may still have been on its way.
        if (message.room === this.room?.id) this.#keyframe(this.#states.take(message, this.stepMs));
        else this.#states.clear();
        return;
      case 'delta':
      case 'areaDelta': this.#delta(message); return;
      case 'result': this.#commands.answered(message); break;
      case 'pong': {
        const roundTrip = this.#options.now() - message.sentAt;
        this.#latency.add(roundTrip, message.serverTime, this.#options.date());
        this.#emit('ping', { ping: this.ping, clockOffset: this.clockOffset });
        return;
      }
      case 'goodbye':
        this.#emit('goodbye', message);
        if (FINAL_GOODBYES.includes(message.code)) this.#end({ reason: message.reason });
        return;
      case 'event':
        if (message.number !== undefined) this.#nextEvent = message.number + 1;
        break;
      case 'error': break;
      default: return;
    }
    this.#emit(message.type, message.type === 'room' ? message.room : message);
  }

  #welcomed(welcome) {
    this.#connection.succeeded();
    this.player = welcome.player;
    this.#wasIn = true;
    if (welcome.token) {
      this.#token = welcome.token;
      this.#options.storage?.setItem(this.#tokenKey(), welcome.token);
    }
    this.stepMs = welcome.tickMilliseconds;
    this.#prediction.start(this.stepMs);
    this.#interpolation.start(this.stepMs);
    this.#latency.clear();
    this.#become('open');
    this.#commands.welcomed(welcome.player.id, welcome.lastCommand);
    this.#pingOn();
  }

  #keyframe(state) {
    const now = this.#options.now(), mine = state.players.find(player => player.id === this.player?.id);
    this.newest = state;
    this.#nextEvent = state.nextEvent;
    this.#interpolation.add(state, now);
    if (mine) {
      this.player.name = mine.name;
      if (!this.#prediction.reconcile(state.tick, mine, now)) this.move(0, 0);
    }
    this.#emit('keyframe', state);
  }

  #delta(delta) {
    // What follows a state that was not for us, or that we have asked for anew, is not for us either.
    if (!this.#states.hasState) return;
    const state = this.#states.take(delta, this.stepMs);
    if (state) this.#keyframe(state);
    else this.#send({ type: 'resync' });
  }

  #steer() {
    if (this.state !== 'open') return;
    const { x, y } = this.#direction, seq = ++this.#sequence;
    this.#prediction.steer(seq, x, y, this.#options.now());
    this.#send({ type: 'input', seq, x, y });
  }

  #pingOn() {
    // The server may drop an input when it is overrun; which way one walks must not hang on it.
    if (this.#prediction.pendingMs(this.#options.now()) > LOST_INPUT_MS + (this.ping ?? 0)) this.#steer();
    this.#send({ type: 'ping', sentAt: this.#options.now() });
    this.#pinging = this.#options.setTimeout(() => this.#pingOn(), PING_MS);
  }

  #stopPinging() {
    if (this.#pinging !== null) this.#options.clearTimeout(this.#pinging);
    this.#pinging = null;
  }

  #end(detail) {
    if (this.#ended) return;
    this.#ended = true;
    this.#stopPinging();
    this.#connection.close();
    this.#commands.end('not_in_room', 'This client was closed.');
    this.#become('closed', detail);
  }

  #send(message) { if (this.state === 'open') this.#connection.send(message); }

  #become(state, detail = {}) {
    this.state = state;
    this.#emit('state', { state, ...detail });
  }

  #emit(type, detail) { this.dispatchEvent(new GameEvent(type, detail)); }

  #tokenKey() { return `actors-token:${this.#options.name ?? ''}`; }
}

/** A frame without rights to it throws where it is looked for. */
function defaultStorage() {
  try {
    return globalThis.window?.localStorage;
  } catch {
    return undefined;
  }
}
