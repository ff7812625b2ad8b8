// A client of `actors.v1.msgpack` and `actors.v1.json`: maintains the connection, the state and what to draw. No dependency; browsers and Node.
import { addressOf } from './lib/addresses.js';
import { Commands, refused } from './lib/commands.js';
import { Connection } from './lib/connection.js';
import { Endings, isFinalGoodbye, isTokenRefusal } from './lib/endings.js';
import { Interpolation } from './lib/interpolation.js';
import { Latency } from './lib/latency.js';
import { lengthOf } from './lib/movement.js';
import { Pace } from './lib/pace.js';
import { Prediction } from './lib/prediction.js';
import { named, patched, States } from './lib/states.js';
import { isText } from './lib/text.js';
import { storageOfPage, Tokens } from './lib/tokens.js';

const SUBPROTOCOLS = { json: ['actors.v1.json'], msgpack: ['actors.v1.msgpack', 'actors.v1.json'] };
const PING_MS = 1000;
const LOST_INPUT_MS = 1000;
const PACED_MS = 20;
const MAX_FRESH_TOKENS = 3;
const MAX_TARGET_LENGTH = 200;
const CLOSED_BY_YOU = { code: 'closed_by_you', reason: 'closed by you' };

/** An event of the client; its payload is its `detail`. */
export class GameEvent extends Event {
  constructor(type, detail) {
    super(type);
    this.detail = detail;
  }
}

export class GameClient extends EventTarget {
  #options; #connection; #commands; #prediction = new Prediction(); #interpolation; #latency = new Latency();
  #heard = new Map(); #direction = { x: 0, y: 0 }; #sequence = 0; #tokens; #token; #freshTokens = 0; #pinging = null; #wasIn = false;
  #resume; #nextEvent; #states = new States(); #endings = new Endings(); #pace = new Pace(); #paced = { timer: null, steer: false, angle: null }; #hasSaidNotKept = false;

  /** The state of the connection: `closed`, `connecting`, `open`, `reconnecting`. */
  state = 'closed';
  /** Why it is closed, `{ code, reason }`; null before the first connection and while there is one. */
  ending = null;
  /** Your player, `{ id, name }`; null before the first welcome. */
  player = null;
  /** The room that you are in; null before the first. */
  room = null;
  /** The newest state as the server sent it; null before the first of a room. */
  newest = null;
  /** The components that only you are shown, by their names. */
  own = {};
  /** The length of the server's step. */
  stepMs = 50;

  constructor(url, options = {}) {
    super();
    this.#options = {
      encoding: 'msgpack', deltas: true, area: false, WebSocket: globalThis.WebSocket, interpolationMs: 100, random: Math.random, now: () => performance.now(), date: () => Date.now(),
      setTimeout: (action, ms) => setTimeout(action, ms), clearTimeout: timer => clearTimeout(timer), ...options,
    };
    if (!this.#options.WebSocket) throw new TypeError('There is no WebSocket here: give one in the options, that of the package ws for instance.');
    if (!Object.hasOwn(SUBPROTOCOLS, this.#options.encoding)) throw new TypeError('The encoding is either json or msgpack.');
    const addresses = (Array.isArray(url) ? url : [url]).map(addressOf);
    if (!addresses.length) throw new TypeError('There is no address of a server.');
    this.#tokens = new Tokens('storage' in options ? options.storage : storageOfPage(), addresses, this.#options.name);
    this.#token = this.#options.token ?? this.#tokens.read() ?? this.#tokens.make();
    this.#interpolation = new Interpolation(this.#options.interpolationMs);
    this.#commands = new Commands((id, what) => this.#sendCommand(id, what), this.#options.now);
    this.#connection = new Connection(addresses, SUBPROTOCOLS[this.#options.encoding], this.#options, {
      connecting: () => this.#become('connecting'),
      opened: () => this.#hello(),
      received: message => this.#received(named(message)),
      lost: loss => this.#lost(loss),
      impossible: ending => this.#end(ending),
    });
  }

  /** Whoever has it is this player. Null before the first welcome, if the server is to issue it. */
  get token() { return this.#token; }

  /** Milliseconds to the server and back, the median of the last samples; null before the first. */
  get ping() { return this.#latency.ping; }

  /** The server's milliseconds since 1970 less this machine's. */
  get clockOffset() { return this.#latency.clockOffset; }

  /** Where the server will have your player after the last whole step; null if it is not known. */
  get predicted() {
    this.#prediction.shown(this.#options.now());
    return this.#prediction.position;
  }

  /** Whether some of your steering has not been processed by the server yet. */
  get isSteeringPending() { return this.#prediction.isPending; }

  /** How far the newest state was from the prediction of your player, in units: the measure of the prediction's quality. */
  get correction() { return this.#prediction.correction; }

  /** The direction in which you walk, `{ x, y }`, at most 1 long. */
  get direction() { return this.#direction; }

  /** The server's current time in milliseconds since 1970. */
  serverNow() { return this.#options.date() + this.clockOffset; }

  /** Connects, also again after the server has ended it: after `session_replaced` it takes the player back. */
  connect() {
    if (this.#isClosed) throw new Error('This client was closed; make a new one.');
    if (this.state !== 'closed') return;
    this.ending = null;
    this.#endings.clear();
    this.#freshTokens = 0;
    this.#connection.restart();
    this.#connection.open();
  }

  /** Closes for good. Pending commands are answered with a refusal. */
  close() { if (!this.#isClosed) this.#end(CLOSED_BY_YOU); }

  /** Calls the listener with the payload of each event. Returns a function that unsubscribes it. */
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
    const length = Math.max(1, lengthOf(x, y)), direction = { x: x / length, y: y / length };
    if (direction.x === this.#direction.x && direction.y === this.#direction.y) return;
    this.#direction = direction;
    if (this.state === 'open') this.#sendPaced({ steer: true });
  }

  /** Turns; of many turns in a short time only the last is sent. */
  face(angle) {
    if (!Number.isFinite(angle)) throw new RangeError('An angle is a finite number of radians.');
    if (this.state === 'open') this.#sendPaced({ angle });
  }

  attack(angle, target) {
    checkAngle(angle);
    if (target != null && !(isText(target) && target.length <= MAX_TARGET_LENGTH)) throw new TypeError(`A target is a text of at most ${MAX_TARGET_LENGTH} characters.`);
    this.#sendNow({ type: 'attack', angle: angle ?? undefined, target: target ?? undefined });
  }

  fire(angle) {
    checkAngle(angle);
    this.#sendNow({ type: 'fire', angle: angle ?? undefined });
  }

  /**
   * A typed line, or `{ verb, args }`. Resolves once, with its result: also when the connection breaks meanwhile, since it is then sent again under the same
   * id, and with a refusal if it cannot succeed.
   */
  command(asked) {
    return this.ending ? Promise.resolve(refused(...this.#refusal())) : this.#commands.ask(asked);
  }

  /** The rooms that are open for joining, in the result's `rooms`: those of a set, and those that show the filter's texts; without a query all. */
  rooms({ set, filter } = {}) { return this.command({ verb: 'rooms', args: { set, filter } }); }

  /** Joins an open room: that of the id, or any that the query, `{ set, filter }`, matches and that has a place. */
  join(room) { return this.command({ verb: 'join', args: typeof room === 'string' ? { room } : { set: room?.set, filter: room?.filter } }); }

  /** What to draw now: players, creatures and shots where they are to be seen, and everything else of the newest state. */
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

  get #isClosed() { return this.ending === CLOSED_BY_YOU; }

  #hello() {
    const { name, room } = this.#options;
    // The name is for a server that does not know the token; the room is requested once, not after every loss.
    const isSent = this.#connection.send({ type: 'hello', version: 1, name, token: this.#token ?? undefined, room: this.#wasIn ? undefined : room,
      resume: this.#resume, fromEvent: this.#nextEvent, wishes: this.#wishes() });
    if (!isSent) this.#end({ code: 'message_too_big', reason: 'Name, room and token together are longer than a server takes.' });
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
        this.room = { ...message.room, components: {} };
        this.newest = null;
        // If there are own components, they follow.
        this.own = {};
        this.#states.clear();
        this.#interpolation.clear();
        this.#prediction.enter(message.room);
        // On the way here no room was listening: steering of the meantime, or of before the connection broke, is sent again.
        this.#steer();
        break;
      case 'keyframe':
      case 'areaKeyframe':
        // The last keyframe of the previous room may still have been on its way.
        if (message.room === this.room?.id) this.#keyframe(this.#states.take(message, this.stepMs));
        else this.#states.clear();
        return;
      case 'delta':
      case 'areaDelta': this.#delta(message); return;
      case 'own':
        this.own = patched(this.own, message.components);
        this.#emit('own', this.own);
        return;
      case 'result': this.#commands.answered(message); break;
      case 'pong': {
        const roundTrip = this.#options.now() - message.sentAt;
        this.#latency.add(roundTrip, message.serverTime, this.#options.date());
        this.#emit('ping', { ping: this.ping, clockOffset: this.clockOffset });
        return;
      }
      case 'goodbye':
        this.#emit('goodbye', message);
        if (isFinalGoodbye(message.code)) this.#end(message);
        else if (isTokenRefusal(message.code)) this.#tokenRefused(message);
        return;
      case 'event':
        if (message.number !== undefined) this.#nextEvent = message.number + 1;
        break;
      case 'error':
        if (message.code === 'rate_limited') this.#pace.slowDown();
        break;
      default: return;
    }
    this.#emit(message.type, message.type === 'room' ? this.room : message);
  }

  #welcomed(welcome) {
    this.#connection.succeeded();
    this.player = welcome.player;
    this.#wasIn = true;
    this.#freshTokens = 0;
    this.#token = welcome.token ?? this.#token;
    this.#tokens.welcomed(this.#token, welcome.token !== null, this.#connection.address);
    this.stepMs = welcome.tickMilliseconds;
    this.#prediction.start(this.stepMs);
    this.#interpolation.start(this.stepMs);
    this.#latency.clear();
    this.#pace.restart();
    this.#become('open');
    // A listener may have closed the client.
    if (this.state !== 'open') return;
    this.#commands.welcomed(welcome.player.id, welcome.lastCommand);
    this.#pingOn();
    this.#sayNotKept();
  }

  /** Once: a player who relies on being the same the next time should know. */
  #sayNotKept() {
    const { problem } = this.#tokens;
    if (!problem || this.#hasSaidNotKept || this.#options.token) return;
    this.#hasSaidNotKept = true;
    this.#emit('error', { type: 'error', code: 'not_kept', text: `Who you are cannot be kept here (${problem.message}): it is forgotten when this page closes.` });
  }

  /** Asks for another token, a few times; without a new token it would be refused again. */
  async #tokenRefused({ code, reason }) {
    this.#connection.close();
    this.#rest();
    const { freshToken } = this.#options, refusedToken = this.#token;
    let token = null, why = reason;
    if (freshToken && this.#freshTokens++ < MAX_FRESH_TOKENS) {
      try {
        token = await freshToken({ code, reason });
      } catch (problem) {
        why = `${reason} No fresh token could be had: ${problem?.message ?? problem}`;
      }
    }
    if (this.ending) return;
    if (typeof token !== 'string' || !token || token === refusedToken) {
      this.#end({ code, reason: why });
      return;
    }
    this.#token = token;
    this.#become('reconnecting', { inMs: this.#connection.retry(), code: 1008, reason });
  }

  #lost({ code, reason, openMs }) {
    const { ending, isRefusal, leastAttempts } = this.#endings.of(code, reason, openMs);
    this.#rest();
    this.#commands.lost(isRefusal, reason || `code ${code}`);
    if (ending) this.#end(ending);
    else this.#become('reconnecting', { inMs: this.#connection.retry(leastAttempts), code, reason });
  }

  #keyframe(state) {
    const now = this.#options.now(), mine = state.players.find(player => player.id === this.player?.id);
    this.newest = state;
    this.room.components = state.components;
    this.#nextEvent = state.nextEvent;
    this.#interpolation.add(state, now);
    if (mine) {
      this.player.name = mine.name;
      if (!this.#prediction.reconcile(state.tick, mine, now)) this.move(0, 0);
    }
    this.#emit('keyframe', state);
  }

  #delta(delta) {
    // What follows a state that was not for us, or one for which we have requested a keyframe, is not for us either.
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

  /** Of these only the newest counts: while the server would drop it, it waits, and then the newest is sent. */
  #sendPaced(what) {
    Object.assign(this.#paced, what);
    this.#flush();
  }

  /** Drops a message that is of no use later, if the server would drop it now. */
  #sendNow(message) { if (this.state === 'open' && this.#pace.tryTake(this.#options.now())) this.#send(message); }

  #sendCommand(id, what) {
    if (!this.#pace.tryTake(this.#options.now())) {
      this.#flushLater();
      return false;
    }
    this.#send({ type: 'command', id, ...what });
    return true;
  }

  #flush() {
    const paced = this.#paced;
    this.#commands.flush();
    if (paced.steer && this.#pace.tryTake(this.#options.now())) {
      paced.steer = false;
      this.#steer();
    }
    if (paced.angle !== null && this.#pace.tryTake(this.#options.now())) {
      this.#send({ type: 'face', angle: paced.angle });
      paced.angle = null;
    }
    if (paced.steer || paced.angle !== null) this.#flushLater();
  }

  #flushLater() {
    this.#paced.timer ??= this.#options.setTimeout(() => {
      this.#paced.timer = null;
      if (this.state === 'open') this.#flush();
    }, PACED_MS);
  }

  #pingOn() {
    // A server that is overrun may drop an input; the direction in which the player walks must not depend on that.
    if (this.#prediction.pendingMs(this.#options.now()) > LOST_INPUT_MS + (this.ping ?? 0)) this.#steer();
    this.#send({ type: 'ping', sentAt: this.#options.now() });
    this.#commands.checkOverdue();
    this.#pinging = this.#options.setTimeout(() => this.#pingOn(), PING_MS);
  }

  /** Nothing is sent until there is a connection again. */
  #rest() {
    if (this.#pinging !== null) this.#options.clearTimeout(this.#pinging);
    if (this.#paced.timer !== null) this.#options.clearTimeout(this.#paced.timer);
    this.#pinging = null;
    this.#paced = { timer: null, steer: false, angle: null };
  }

  #end({ code, reason }) {
    if (this.ending && code !== CLOSED_BY_YOU.code) return;
    this.ending = code === CLOSED_BY_YOU.code ? CLOSED_BY_YOU : { code, reason };
    this.#rest();
    this.#connection.close();
    this.#commands.end(...this.#refusal());
    this.#become('closed', this.ending);
  }

  /** The answer to commands after the client has ended. */
  #refusal() { return this.#isClosed ? ['not_in_room', 'This client was closed.'] : ['not_connected', `Not connected: ${this.ending.reason}`]; }

  #send(message) { if (this.state === 'open') this.#connection.send(message); }

  #become(state, detail = {}) {
    this.state = state;
    this.#emit('state', { state, ...detail });
  }

  #emit(type, detail) { this.dispatchEvent(new GameEvent(type, detail)); }
}

function checkAngle(angle) { if (angle != null && !Number.isFinite(angle)) throw new RangeError('An angle is a finite number of radians.'); }
