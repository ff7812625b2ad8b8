import assert from 'node:assert/strict';
import test from 'node:test';
import { GameClient } from '../game-client.js';
import { HALL, keyframe, start } from './support/fakes.js';

test('it asks for the protocol, says hello with its name and keeps its token', () => {
  const { game, kept, begin } = start({ name: 'Ada', room: 'hall' });
  const { token: own } = game, socket = begin();
  assert.deepEqual(socket.protocols, ['actors.v1.msgpack', 'actors.v1.json']);
  assert.deepEqual(socket.sent[0], { type: 'hello', version: 1, name: 'Ada', token: own, room: 'hall', wishes: { deltas: true } });
  assert.equal(kept.get('actors-token:ws://x:Ada'), 'secret');
  assert.equal(game.token, 'secret');
});

test('without a WebSocket it says what is missing', () => {
  assert.throws(() => new GameClient('ws://x', { WebSocket: undefined }), /WebSocket/);
});

test('it can be kept to JSON, and to whole states', () => {
  const socket = start({ encoding: 'json', deltas: false, storage: undefined }).begin();
  assert.deepEqual(socket.protocols, ['actors.v1.json']);
  assert.deepEqual(socket.sent[0], { type: 'hello', version: 1 });
  assert.throws(() => start({ encoding: 'xml' }), /encoding/);
});

test('after a loss it comes back as the same player, and does not wish for its first room again', () => {
  const { time, sockets, begin, welcome } = start({ name: 'Ada', room: 'hall', storage: undefined });
  begin().onclose({ code: 1006, reason: '' });
  time.pass(100);
  assert.equal(sockets.length, 2);
  welcome();
  assert.deepEqual(sockets[1].sent[0], { type: 'hello', version: 1, name: 'Ada', token: 'secret', wishes: { deltas: true } });
});

test('waits double up to ten seconds, and a welcome makes the next loss the first again', () => {
  const { game, time, sockets, begin, welcome, heard } = start({ random: () => 1 });
  begin();
  for (let i = 0; i < 7; i++) {
    sockets.at(-1).onclose({ code: 1006, reason: '' });
    time.pass(20_000 - 9_900);
  }
  const waits = () => heard.filter(([type, { state }]) => type === 'state' && state === 'reconnecting').map(([, { inMs }]) => inMs);
  assert.deepEqual(waits(), [600, 1100, 2100, 4100, 8100, 10_100, 10_100]);
  welcome();
  sockets.at(-1).onclose({ code: 1006, reason: '' });
  assert.equal(waits().at(-1), 600);
  game.close();
});

test('a server that lets one in and breaks off soon, again and again, is asked ever more seldom; one that lasted is asked soon', () => {
  const { game, time, begin, welcome, sockets, heard } = start({ random: () => 1 });
  begin();
  for (let i = 0; i < 7; i++) {
    sockets.at(-1).onclose({ code: 1006, reason: '' });
    time.pass(10_100);
    welcome();
  }
  const waits = () => heard.filter(([type, { state }]) => type === 'state' && state === 'reconnecting').map(([, { inMs }]) => inMs);
  assert.deepEqual(waits(), [600, 1100, 2100, 4100, 8100, 10_100, 10_100]);
  time.pass(9_000);
  sockets.at(-1).say({ type: 'pong', sentAt: time.now, serverTime: 0 });
  time.pass(1_000);
  sockets.at(-1).onclose({ code: 1006, reason: '' });
  assert.equal(waits().at(-1), 600);
  game.close();
});

test('the wait is drawn from the whole span', () => {
  for (const [random, inMs] of [[0, 100], [0.5, 350], [1, 600]]) {
    const { begin, heard } = start({ random: () => random });
    begin().onclose({ code: 1006, reason: '' });
    assert.equal(heard.at(-1)[1].inMs, inMs);
  }
});

test('a line on which nothing is heard is given up', () => {
  const { game, time, sockets, begin } = start({ random: () => 1 });
  const socket = begin();
  time.pass(9_000);
  socket.say({ type: 'pong', sentAt: 8_990, serverTime: 0 });
  time.pass(9_999);
  assert.equal(game.state, 'open');
  time.pass(1);
  assert.equal(game.state, 'reconnecting');
  assert.equal(socket.closed, 4000, 'not a goodbye: the body is to wait');
  time.pass(600);
  assert.equal(sockets.length, 2);
  time.pass(10_000);
  assert.equal(game.state, 'reconnecting', 'a line that never opens is given up as well');
});

test('a page that stood still for a minute reads what came meanwhile before it gives up its line', () => {
  const { game, time, begin } = start();
  const socket = begin();
  time.standStill(60_000);
  time.pass(1_999);
  socket.say({ type: 'pong', sentAt: 0, serverTime: 0 });
  time.pass(9_000);
  assert.equal(game.state, 'open');
  time.standStill(60_000);
  time.pass(1_999);
  assert.equal(game.state, 'open');
  time.standStill(60_000);
  time.pass(1);
  assert.equal(game.state, 'reconnecting', 'nothing came, and it waits only once');
});

test('what a line says that was given up is not heard', () => {
  const { game, time, begin, heard } = start();
  const socket = begin();
  time.pass(10_000);
  const before = heard.length;
  socket.say(keyframe(1, 3));
  socket.onclose({ code: 1006, reason: '' });
  assert.equal(heard.length, before);
  assert.equal(game.newest, null);
});

test('the direction is said again after a reconnect and in every room', () => {
  const { game, time, sockets, begin, welcome } = start();
  const first = begin();
  game.move(0, 1);
  first.onclose({ code: 1006, reason: '' });
  time.pass(100);
  welcome().say({ type: 'room', room: HALL });
  assert.deepEqual(sockets[1].of('input').map(({ x, y }) => [x, y]), [[0, 1]]);
  game.move(0, 0);
  sockets[1].say({ type: 'room', room: { ...HALL, id: 'yard' } });
  assert.deepEqual(sockets[1].of('input').map(({ x, y }) => [x, y]), [[0, 1], [0, 0], [0, 0]]);
});

test('closed is for good: no timer is left, nothing reconnects, connect says so', () => {
  const { game, time, sockets, begin, heard } = start();
  const socket = begin();
  game.close();
  assert.equal(socket.closed, 1000);
  assert.equal(time.waiting, 0);
  time.pass(60_000);
  assert.equal(sockets.length, 1);
  assert.deepEqual(heard.at(-1), ['state', { state: 'closed', code: 'closed_by_you', reason: 'closed by you' }]);
  assert.throws(() => game.connect(), /closed/);
});

test('closed while waiting to reconnect does not reconnect', () => {
  const { game, time, sockets, begin } = start();
  begin().onclose({ code: 1006, reason: '' });
  game.close();
  time.pass(60_000);
  assert.equal(sockets.length, 1);
});

test('a player that is replaced elsewhere does not come back; one who is sent away for a while does', () => {
  const replaced = start();
  replaced.begin().say({ type: 'goodbye', code: 'session_replaced', reason: 'elsewhere' });
  assert.equal(replaced.game.state, 'closed');
  assert.equal(replaced.time.waiting, 0);
  const busy = start(), socket = busy.begin();
  socket.say({ type: 'goodbye', code: 'unavailable', reason: 'soon' });
  socket.onclose({ code: 1013, reason: '' });
  busy.time.pass(100);
  assert.equal(busy.sockets.length, 2);
});

test('ping and the clocks are the median of the last samples', () => {
  const { game, time, begin } = start({ date: () => time.now + 1_000 });
  const socket = begin();
  for (const roundTrip of [20, 22, 900, 18, 24]) {
    const sentAt = time.now;
    time.now += roundTrip;
    socket.say({ type: 'pong', sentAt, serverTime: sentAt + roundTrip / 2 + 6_000 });
  }
  assert.equal(game.ping, 22);
  assert.equal(game.clockOffset, 5_000);
  assert.equal(game.serverNow(), time.now + 6_000);
});

test('it pings once a second while it is open, and not otherwise', () => {
  const { time, begin } = start();
  const socket = begin();
  time.pass(3_000);
  assert.equal(socket.of('ping').length, 4);
  socket.onclose({ code: 1006, reason: '' });
  time.pass(50);
  assert.equal(socket.of('ping').length, 4);
});

test('listeners hear by on and by addEventListener, once means once, and off ends it', () => {
  const { game, begin } = start();
  const heard = [];
  const stop = game.on('event', ({ line }) => heard.push(`on ${line}`));
  game.addEventListener('event', ({ detail }) => heard.push(`once ${detail.line}`), { once: true });
  const socket = begin();
  socket.say({ type: 'event', event: 'said', line: 'a', player: null, name: '' });
  socket.say({ type: 'event', event: 'said', line: 'b', player: null, name: '' });
  stop();
  socket.say({ type: 'event', event: 'said', line: 'c', player: null, name: '' });
  assert.deepEqual(heard, ['on a', 'once a', 'on b']);
});

test('what is no JSON, or of a type that is not known, harms nothing', () => {
  const { game, begin, heard } = start();
  const socket = begin();
  socket.onmessage({ data: '{' });
  assert.deepEqual(heard.at(-1)[1].code, 'bad_message');
  for (const odd of [null, 7, {}, { type: 'new-in-version-2' }]) socket.say(odd);
  assert.equal(game.state, 'open');
});
