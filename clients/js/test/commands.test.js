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

test('open rooms are asked for and joined by verbs, of which only what is said is sent', async () => {
  const { game, begin } = start();
  const socket = begin();
  const listed = game.rooms({ set: 'match', filter: { mode: 'duel' } });
  game.rooms();
  game.join('arena@lobby-3');
  const joined = game.join({ set: 'match' });
  assert.deepEqual(socket.of('command').map(({ verb, args }) => [verb, args]), [
    ['rooms', { set: 'match', filter: { mode: 'duel' } }], ['rooms', {}], ['join', { room: 'arena@lobby-3' }], ['join', { set: 'match' }],
  ]);
  socket.say({ type: 'result', id: 5, ok: true, text: null, rooms: [{ id: 'arena@lobby-3', set: 'match', title: 'Arena', players: 3, capacity: 8, shown: { mode: 'duel' } }] });
  socket.say({ type: 'result', id: 8, ok: false, code: 'no_such_room', text: 'No room of that kind is open.' });
  assert.equal((await listed).rooms[0].shown.mode, 'duel');
  assert.equal((await joined).code, 'no_such_room');
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

test('what is no text, or too long for any server, is refused without a word to the server, before and after the first welcome', async () => {
  for (const encoding of ['json', 'msgpack']) {
    const { game, begin } = start({ encoding });
    const ask = () => Promise.all([undefined, null, 42, {}, ['look'], 'say \ud800', 'say a\udc00b', 'x'.repeat(2001), 'x'.repeat(70_000)].map(line => game.command(line)));
    const codes = [...Array(7).fill('bad_message'), 'text_too_long', 'text_too_long'];
    assert.deepEqual((await ask()).map(({ ok, code }) => ok || code), codes);
    const socket = begin();
    assert.deepEqual((await ask()).map(({ ok, code }) => ok || code), codes);
    assert.deepEqual(socket.of('command'), []);
    game.command(`say ${'x'.repeat(1996)}`);
    game.command('say \u{1f600}');
    assert.deepEqual(socket.of('command').map(({ line }) => line.length), [2000, 6]);
  }
});

test('three hundred commands at once are each answered once, and none is lost', async () => {
  const { game, begin } = start();
  const socket = begin();
  const asked = Array.from({ length: 300 }, (_, i) => game.command(`say ${i}`));
  for (const { id } of socket.of('command')) {
    socket.say({ type: 'result', id, ok: true, text: null });
    socket.say({ type: 'result', id, ok: true, text: 'again' });
  }
  const answers = await Promise.all(asked);
  assert.deepEqual([answers.filter(({ ok, text }) => ok && text === null).length, answers.filter(({ code }) => code === 'rate_limited').length], [32, 268]);
});

test('a loop of commands is held to a pace that no server drops', async () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i < 400; i++) {
    game.command('bogus');
    // Answered at once, so that never more than one command waits.
    for (let passed = 0; passed < 200 && socket.of('command').length <= i; passed += 20) time.pass(20);
    socket.say({ type: 'result', id: socket.of('command').at(-1).id, ok: false, code: 'unknown_command', text: '' });
  }
  assert.equal(socket.of('command').length, 400);
  assert.ok(socket.sent.length <= 240 + 120 * time.now / 1000, `${socket.sent.length} in ${time.now} ms`);
  assert.ok(time.now >= 2_900, `400 take three seconds and not ${time.now} ms`);
});

test('one that nothing answers is asked again every ten seconds, and given up after ninety', async () => {
  const { game, time, begin } = start();
  const socket = begin();
  const asked = game.command('take lamp');
  const pass = seconds => {
    for (let i = 0; i < seconds; i++) {
      time.pass(1_000);
      socket.say({ type: 'pong', sentAt: time.now, serverTime: 0 });
    }
  };
  pass(30);
  assert.deepEqual(socket.of('command').map(({ id }) => id), [5, 5, 5, 5]);
  pass(61);
  assert.equal((await asked).code, 'unavailable');
  const { length } = socket.of('command');
  pass(60);
  assert.equal(socket.of('command').length, length);
});

test('one that was passed over is given up and not asked again: the server would take it for done', async () => {
  const { game, time, begin } = start();
  const socket = begin();
  const dropped = game.command('take lamp');
  game.command('look');
  socket.say({ type: 'result', id: 6, ok: true, text: null });
  for (let i = 0; i < 11; i++) {
    time.pass(1_000);
    socket.say({ type: 'pong', sentAt: time.now, serverTime: 0 });
  }
  assert.equal((await dropped).code, 'unavailable');
  assert.deepEqual(socket.of('command').map(({ id }) => id), [5, 6]);
});

test('what a connection was closed on is refused and not asked again; what was not sent yet is', async () => {
  for (const code of [1008, 1011]) {
    const { game, time, sockets, begin, welcome } = start();
    const socket = begin();
    const asked = [game.command('take lamp'), game.command('look')];
    socket.onclose({ code, reason: 'no' });
    game.command('drop lamp');
    assert.deepEqual((await Promise.all(asked)).map(({ code }) => code), ['unavailable', 'unavailable']);
    time.pass(3_000);
    welcome({ lastCommand: 4 });
    assert.deepEqual(sockets[1].of('command').map(({ line }) => line), ['drop lamp']);
  }
});

test('one that five connections were lost on is given up', async () => {
  const { game, time, sockets, begin, welcome } = start();
  begin();
  const asked = game.command('take lamp');
  for (let i = 0; i < 5; i++) {
    sockets.at(-1).onclose({ code: 1006, reason: '' });
    time.pass(100);
    welcome();
  }
  assert.equal((await asked).code, 'unavailable');
  assert.equal(sockets.flatMap(socket => socket.of('command')).length, 5);
});
