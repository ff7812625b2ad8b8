import assert from 'node:assert/strict';
import test from 'node:test';
import { GameClient, clamp, pushOut } from '../game-client.js';

class FakeSocket {
  static all = [];
  constructor(url, protocols) { Object.assign(this, { url, protocols, sent: [] }); FakeSocket.all.push(this); }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.onclose?.({ code: 1000, reason: '' }); }
  say(message) { this.onmessage({ data: JSON.stringify(message) }); }
}

function start(options = {}) {
  FakeSocket.all = [];
  const clock = { now: 0 };
  const store = new Map();
  const storage = { getItem: key => store.get(key) ?? null, setItem: (key, value) => store.set(key, value) };
  const game = new GameClient('ws://x', { WebSocket: FakeSocket, storage, now: () => clock.now, random: () => 0, ...options });
  game.connect();
  const socket = FakeSocket.all[0];
  socket.onopen();
  socket.say({ type: 'welcome', player: { id: '7', name: 'Ada' }, token: 'secret', lastCommand: 4, tickMilliseconds: 50, serverTime: 0 });
  socket.say({ type: 'room', room: { id: 'hall', width: 20, height: 20, speed: 5, playerRadius: 0.5, scenery: [], exits: [], nodes: [] } });
  return { game, socket, clock, store };
}

const keyframe = (x, lastInput = 0) => ({ type: 'keyframe', players: [{ id: '7', x, y: 0, vx: 0, vy: 0, lastInput }], creatures: [], items: [], nodes: [], projectiles: [] });

test('it asks for the protocol, says hello with its name and keeps its token', t => {
  const { game, socket, store } = start({ name: 'Ada' });
  t.after(() => game.close());
  assert.deepEqual(socket.protocols, ['actors.v1.json']);
  assert.equal(socket.sent[0].name, 'Ada');
  assert.equal(store.get('actors-token:Ada'), 'secret');
});

test('commands are numbered after the last and resolve with their own result', async t => {
  const { game, socket } = start();
  t.after(() => game.close());
  const asked = game.command('take lamp');
  assert.equal(socket.sent.at(-1).id, 5);
  socket.say({ type: 'result', id: 5, ok: true, text: 'You take the brass lamp.' });
  assert.equal((await asked).text, 'You take the brass lamp.');
});

test('an unanswered command is asked again under its id after a reconnect', t => {
  const { game, socket } = start();
  t.after(() => game.close());
  game.command('take lamp');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  socket.onclose({ code: 1006, reason: '' });
  assert.equal(game.state, 'reconnecting');
  t.mock.timers.tick(100);
  const second = FakeSocket.all[1];
  second.onopen();
  second.say({ type: 'welcome', player: { id: '7', name: 'Ada' }, token: null, lastCommand: 4, tickMilliseconds: 50, serverTime: 0 });
  assert.deepEqual(second.sent.filter(message => message.type === 'command'), [{ type: 'command', id: 5, line: 'take lamp' }]);
});

test('the own player walks at once, at the speed of the room', t => {
  const { game, socket, clock } = start();
  t.after(() => game.close());
  socket.say(keyframe(0));
  game.move(1, 0);
  clock.now += 200;
  assert.ok(Math.abs(game.view().players[0].x - 1) < 1e-9);
});

test('a player that is replaced elsewhere does not come back', t => {
  const { game, socket } = start();
  t.after(() => game.close());
  socket.say({ type: 'goodbye', code: 'session_replaced', reason: 'elsewhere' });
  socket.onclose({ code: 1008, reason: '' });
  assert.equal(game.state, 'closed');
});

test('edges hold the centre and solid things push the disc out', () => {
  assert.deepEqual(clamp({ width: 10, height: 4 }, { x: 9, y: -9 }), { x: 5, y: -2 });
  assert.deepEqual(pushOut({ x: 0, y: 0, radius: 2 }, 0.5, { x: 1, y: 0 }), { x: 2.5, y: 0 });
  assert.deepEqual(pushOut({ x: 0, y: 0, width: 4, height: 2 }, 0.5, { x: 0, y: 0.9 }), { x: 0, y: 1.5 });
  assert.deepEqual(pushOut({ x: 0, y: 0, width: 4, height: 2 }, 0.5, { x: 5, y: 5 }), { x: 5, y: 5 });
});
