import assert from 'node:assert/strict';
import test from 'node:test';
import { start } from './support/fakes.js';

test('commands are numbered after the last and resolve with their own result', async () => {
  const { game, begin } = start();
  const socket = begin();
  const first = game.command('take lamp'), second = game.command('look');
  assert.deepEqual(socket.of('command'), [{ type: 'command', id: 5, line: 'take lamp' }, { type: 'command', id: 6, line: 'look' }]);
  socket.say({ type: 'result', id: 6, ok: true, text: null });
  socket.say({ type: 'result', id: 5, ok: true, text: 'You take the brass lamp.' });
  assert.equal((await first).text, 'You take the brass lamp.');
  assert.equal((await second).id, 6);
});

test('unanswered ones are asked again after a reconnect, in order and under their ids', () => {
  const { game, time, sockets, begin, welcome } = start();
  const socket = begin();
  game.command('take lamp');
  game.command('take coin');
  game.command('drop lamp');
  socket.say({ type: 'result', id: 6, ok: true, text: null });
  socket.onclose({ code: 1006, reason: '' });
  game.command('look');
  time.pass(100);
  assert.deepEqual(sockets[1].of('command'), []);
  welcome({ lastCommand: 6 });
  assert.deepEqual(sockets[1].of('command').map(({ id, line }) => [id, line]), [[5, 'take lamp'], [7, 'drop lamp'], [8, 'look']]);
});

test('those before the first welcome wait for their numbers', () => {
  const { game, welcome } = start();
  game.connect();
  game.command('look');
  game.command('who');
  assert.deepEqual(welcome().of('command').map(({ id, line }) => [id, line]), [[5, 'look'], [6, 'who']]);
});

test('the thirty-third that waits is refused at once', async () => {
  const { game, begin } = start();
  const socket = begin();
  for (let i = 0; i < 32; i++) game.command('look');
  assert.equal((await game.command('look')).code, 'rate_limited');
  assert.equal(socket.of('command').length, 32);
  socket.say({ type: 'result', id: 5, ok: true, text: null });
  game.command('look');
  assert.equal(socket.of('command').length, 33);
});

test('what waits when the client is closed is refused, and so is what comes after', async () => {
  const { game, begin } = start();
  begin();
  const waiting = game.command('look');
  game.close();
  assert.equal((await waiting).code, 'not_in_room');
  assert.equal((await game.command('look')).code, 'not_in_room');
});

test('a server that does not know the player any more gets none of its commands', async () => {
  const { game, time, sockets, begin, welcome } = start();
  const socket = begin();
  const waiting = game.command('take lamp');
  socket.onclose({ code: 1006, reason: '' });
  time.pass(100);
  welcome({ player: { id: '8', name: 'Guest' }, lastCommand: 0, token: 'other' });
  assert.equal((await waiting).code, 'unavailable');
  assert.deepEqual(sockets[1].of('command'), []);
  game.command('look');
  assert.equal(sockets[1].of('command')[0].id, 1);
  assert.equal(game.token, 'other');
});
