import assert from 'node:assert/strict';
import test from 'node:test';
import { start } from './support/fakes.js';

test('of a thousand turns at once the server gets what it takes, and the last', () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i < 1000; i++) game.face(i / 1000);
  assert.ok(socket.of('face').length <= 100);
  time.pass(100);
  assert.equal(socket.of('face').at(-1).angle, 0.999);
});

test('of a thousand directions at once the last is walked in, as the server and the prediction have it', () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i < 1000; i++) game.move(Math.cos(i), Math.sin(i));
  time.pass(100);
  const { x, y } = socket.of('input').at(-1);
  assert.deepEqual({ x, y }, { ...game.direction });
  assert.ok(socket.of('input').length <= 110);
  assert.equal(time.waiting, 2, 'the watch and the ping, and nothing that waits to be sent');
});

test('a command beside a thousand strikes is sent', () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i < 1000; i++) game.attack();
  game.command('look');
  time.pass(40);
  assert.equal(socket.of('command').length, 1);
});

test('a server that takes fewer is sent fewer', () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i < 4; i++) socket.say({ type: 'error', code: 'rate_limited', text: 'Too many messages.' });
  const before = socket.of('face').length;
  for (let ms = 0; ms < 1000; ms += 10) {
    game.face(ms);
    time.pass(10);
  }
  assert.ok(socket.of('face').length - before <= 11, `${socket.of('face').length - before} a second`);
});

test('what no server could read is refused where it is said', () => {
  const { game, begin } = start();
  const socket = begin();
  for (const angle of [NaN, Infinity, '1', {}]) for (const verb of ['face', 'attack', 'fire']) assert.throws(() => game[verb](angle), RangeError);
  assert.throws(() => game.face(), RangeError);
  for (const target of [42, {}, '\ud800', 'x'.repeat(201)]) assert.throws(() => game.attack(0, target), TypeError);
  game.attack();
  game.attack(0.5, 'rat');
  game.fire();
  assert.deepEqual(socket.sent.filter(({ type }) => type === 'attack' || type === 'fire'), [{ type: 'attack' }, { type: 'attack', angle: 0.5, target: 'rat' }, { type: 'fire' }]);
});
