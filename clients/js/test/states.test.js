import assert from 'node:assert/strict';
import test from 'node:test';
import { GameClient } from '../game-client.js';
import { start } from './support/fakes.js';
import { installed, Server, temporary, until } from './support/server.js';

installed();
const { WebSocket } = await import('ws');

const WAYS = [['json', false], ['json', true], ['msgpack', false], ['msgpack', true]];

/** A WebSocket that counts what it receives. */
function counting(counts) {
  return class extends WebSocket {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        counts.all++;
        counts.bytes += data.byteLength ?? data.length;
        const isState = typeof data !== 'string' ? [0x9b, 0x97].includes(new Uint8Array(data)[0]) : /^{"type":"(keyframe|delta)"/.test(data);
        if (!isState) return;
        counts.states++;
        if (typeof data !== 'string' ? new Uint8Array(data)[1] === 2 : data.startsWith('{"type":"delta"')) counts.deltas++;
      });
    }
  };
}

test('in both encodings, with deltas and without, the same states are seen', { timeout: 300_000 }, async t => {
  const server = await Server.start(temporary(), 0);
  t.after(() => server.kill());
  const clients = await Promise.all(WAYS.map(async ([encoding, deltas]) => {
    const counts = { all: 0, bytes: 0, states: 0, deltas: 0 }, seen = new Map();
    const game = new GameClient(server.url, { WebSocket: counting(counts), encoding, deltas, room: 'market' });
    t.after(() => game.close());
    game.on('keyframe', state => seen.set(state.sequence, state));
    const standing = until(game, ['keyframe'], () => game.predicted && !game.isSteeringPending, 'the first state');
    game.connect();
    await standing;
    return { game, counts, seen, name: `${encoding}${deltas ? ' with deltas' : ''}` };
  }));
  const [walker] = clients, { game } = walker;
  // Everybody walks, turns, talks and comes to rest.
  for (const [x, y] of [[1, 0], [0.3, -0.8], [-1, 0.1], [0, 0]]) {
    for (const one of clients) one.game.move(x, y);
    game.face(x);
    game.command(`say ${x}`);
    const from = game.newest.tick;
    await until(game, ['keyframe', 'ping'], () => game.newest.tick > from + 20 || (x === 0 && y === 0), 'a second of walking');
  }
  const isAtRest = one => one.newest.players.length === clients.length && one.newest.players.every(player => player.vx === 0 && player.vy === 0) && !one.isSteeringPending;
  for (const one of clients) if (!isAtRest(one.game)) await until(one.game, ['keyframe'], () => isAtRest(one.game), 'all at rest');
  const last = Math.max(...clients.map(one => one.game.newest.sequence));
  for (const one of clients) if (one.game.newest.sequence < last) await until(one.game, ['keyframe'], () => one.game.newest.sequence >= last, 'the last state');

  let compared = 0;
  for (const one of clients) {
    assert.equal(one.counts.deltas > 0, one.name.includes('deltas'), JSON.stringify([one.name, one.counts]));
    for (const [sequence, state] of one.seen) {
      const whole = walker.seen.get(sequence);
      if (!whole) continue;
      compared++;
      same(state, whole, `${one.name}, state ${sequence}`);
    }
    assert.deepEqual(one.game.newest.players, game.newest.players, `${one.name}: at rest all is exact`);
  }
  assert.ok(compared > 150, `${compared} states compared`);
  const perState = clients.map(one => one.counts.bytes / one.counts.all);
  assert.ok(perState[3] < perState[1] && perState[1] < perState[0], perState.join());
});

test('who wishes for an area sees what is about it in a large room, and all of it as it is', { timeout: 300_000 }, async t => {
  const server = await Server.start(temporary(), 0);
  t.after(() => server.kill());
  const [whole, json, packed] = await Promise.all([['json', false], ['json', true], ['msgpack', true]].map(async ([encoding, area]) => {
    const game = new GameClient(server.url, { WebSocket, encoding, area, room: 'plaza' }), seen = new Map();
    t.after(() => game.close());
    game.on('keyframe', state => seen.set(state.sequence, state));
    const standing = until(game, ['keyframe'], () => game.predicted && !game.isSteeringPending, 'the first state');
    game.connect();
    await standing;
    return { game, seen };
  }));
  for (const one of [json, packed]) one.game.move(-1, -0.3);
  await until(json.game, ['keyframe'], () => json.game.predicted.x < -29, 'a long walk to the west');
  let compared = 0, hidden = 0;
  for (const { game, seen } of [json, packed]) {
    for (const [sequence, state] of seen) {
      const all = whole.seen.get(sequence);
      if (!all) continue;
      compared++;
      for (const kind of ['players', 'creatures', 'items', 'projectiles']) {
        const known = new Map(all[kind].map(one => [one.id, one]));
        hidden += known.size - state[kind].length;
        assert.equal(new Set(state[kind].map(one => one.id)).size, state[kind].length, 'nothing is there twice');
        for (const { x, y, ...rest } of state[kind]) {
          const { x: wholeX, y: wholeY, ...wholeRest } = known.get(rest.id);
          assert.deepEqual(rest, wholeRest);
          assert.ok(Math.hypot(x - wholeX, y - wholeY) <= 0.0015);
        }
        const me = all.players.find(player => player.id === game.player.id);
        for (const one of all[kind]) if (Math.hypot(one.x - me.x, one.y - me.y) < 23) assert.ok(state[kind].some(({ id }) => id === one.id), `${kind} ${one.id} is near`);
      }
      assert.deepEqual(state.nodes, all.nodes);
    }
  }
  assert.ok(compared > 100 && hidden > 20, JSON.stringify({ compared, hidden }));
});

function same(state, whole, what) {
  assert.deepEqual(Object.keys(state).sort(), Object.keys(whole).sort(), what);
  for (const [key, value] of Object.entries(whole)) {
    if (key === 'serverTime') continue;
    if (key !== 'players') {
      assert.deepEqual(state[key], value, `${what}: ${key}`);
      continue;
    }
    const still = ({ x, y, ...rest }) => rest;
    assert.deepEqual(state.players.map(still), value.map(still), what);
    for (const [i, { x, y }] of value.entries()) assert.ok(Math.hypot(state.players[i].x - x, state.players[i].y - y) <= 0.0015, `${what}: ${JSON.stringify(state.players[i])}`);
  }
}

const PLAYER = { id: '7', name: 'Ada', x: 0, y: 0, vx: 5, vy: 0, facing: 0, health: 100, maxHealth: 100, score: 0, wood: 0, stone: 0, food: 0, gold: 0, lastInput: 0 };
const WHOLE = { type: 'keyframe', room: 'hall', sequence: 5, tick: 9, nextEvent: 70, serverTime: 1000, players: [PLAYER], creatures: [], items: [], nodes: [3], projectiles: [] };
const DELTA = { type: 'delta', from: 5, frames: 1, ticks: 1, events: 0, milliseconds: 50, changes: {} };

test('who walks is moved on without a word', () => {
  const { game, begin } = start();
  const socket = begin();
  socket.say(WHOLE);
  socket.say({ ...DELTA, changes: { nodes: [0, 2] } });
  socket.say({ ...DELTA, from: 6, ticks: 2, changes: { players: [0, 7, 3, 0, -5000, 1000, -250] } });
  const [{ x, y, vx, vy, lastInput }] = game.newest.players;
  assert.deepEqual([x, y, vx, vy, lastInput], [0.251, -0.50025, 0, -5, 3]);
  assert.deepEqual([game.newest.sequence, game.newest.tick, game.newest.nodes], [7, 12, [2]]);
});

test('a delta from another state, or whose hash is another, asks for the whole once, and what follows is left out', () => {
  for (const bad of [{ ...DELTA, from: 4 }, { ...DELTA, changes: { hash: 1 } }]) {
    const { game, begin, heard } = start();
    const socket = begin();
    socket.say(WHOLE);
    const before = heard.length;
    socket.say(bad);
    socket.say(DELTA);
    assert.equal(socket.of('resync').length, 1);
    assert.equal(heard.length, before);
    socket.say({ ...WHOLE, sequence: 9 });
    socket.say({ ...DELTA, from: 9 });
    assert.equal(game.newest.sequence, 10);
  }
});

test('the last states of the room before are not taken for those of this', () => {
  const { game, begin, heard } = start();
  const socket = begin();
  const before = heard.length;
  socket.say({ ...WHOLE, room: 'yard' });
  socket.say(DELTA);
  assert.equal(game.newest, null);
  assert.equal(heard.length, before);
  assert.equal(socket.of('resync').length, 0);
});
