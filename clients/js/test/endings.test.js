// Final ends: the client does not retry what could only be refused again.
import assert from 'node:assert/strict';
import test from 'node:test';
import { GameClient } from '../game-client.js';
import { start } from './support/fakes.js';

const settled = () => new Promise(resolve => setImmediate(resolve));

/** Every connection is welcomed and then closed with that code; returns how often the client tried in ten minutes. */
function closeAll(code, options) {
  const began = start({ random: () => 0, ...options });
  const { game, time, sockets, begin, welcome } = began;
  begin();
  for (let closed = 0; closed < sockets.length && closed < 100; closed++) {
    game.command('look');
    sockets[closed].onclose({ code, reason: 'no' });
    time.pass(10_000);
    if (sockets.length > closed + 1) welcome();
  }
  return began;
}

test('a close that says that the server will not take what we send is for good, with a code', async () => {
  for (const [code, ending] of [[1002, 'protocol_error'], [1003, 'protocol_error'], [1007, 'protocol_error'], [1009, 'message_too_big'], [1010, 'protocol_error']]) {
    const { game, time, sockets, heard, begin } = start();
    const socket = begin();
    const asked = game.command('look');
    socket.onclose({ code, reason: 'no' });
    assert.equal((await asked).code, 'unavailable');
    assert.deepEqual(heard.at(-1), ['state', { state: 'closed', code: ending, reason: 'no' }]);
    assert.deepEqual(game.ending, { code: ending, reason: 'no' });
    assert.equal((await game.command('look')).code, 'not_connected');
    time.pass(600_000);
    assert.deepEqual([sockets.length, time.waiting], [1, 0]);
  }
});

test('a server that refuses three times in a row is not asked a fourth time', () => {
  const { game, sockets } = closeAll(1008);
  assert.deepEqual([sockets.length, game.ending], [3, { code: 'refused', reason: 'no' }]);
});

test('a server that fails may be mended: it is asked again, ever more seldom', () => {
  const { game, time, begin, welcome, heard, sockets } = start({ random: () => 1 });
  begin();
  for (let i = 0; i < 6; i++) {
    sockets.at(-1).onclose({ code: 1011, reason: 'oops' });
    time.pass(10_100);
    welcome();
  }
  assert.deepEqual(heard.filter(([, { state }]) => state === 'reconnecting').map(([, { inMs }]) => inMs), [2_100, 8_100, 10_100, 10_100, 10_100, 10_100]);
  assert.equal(game.state, 'open');
});

test('refusals that are long ago do not count', () => {
  const { game, time, begin, welcome, sockets } = start();
  begin();
  for (let i = 0; i < 5; i++) {
    for (let second = 0; second < 60; second++) {
      time.pass(1_000);
      sockets.at(-1).say({ type: 'pong', sentAt: time.now, serverTime: 0 });
    }
    sockets.at(-1).onclose({ code: 1008, reason: 'You read too slowly.' });
    time.pass(10_000);
    welcome();
  }
  assert.equal(game.state, 'open');
});

test('a goodbye that would be said again is for good, and connect begins anew: it takes the player back', async () => {
  for (const code of ['session_replaced', 'version']) {
    const { game, time, sockets, begin, welcome } = start();
    const socket = begin();
    const asked = game.command('look');
    socket.say({ type: 'goodbye', code, reason: 'because' });
    socket.onclose?.({ code: 1008, reason: '' });
    assert.deepEqual(game.ending, { code, reason: 'because' });
    assert.deepEqual(await asked, { type: 'result', ok: false, code: 'not_connected', text: 'Not connected: because' });
    time.pass(600_000);
    assert.equal(sockets.length, 1);
    game.connect();
    assert.equal(game.ending, null);
    welcome();
    assert.equal(sockets[1].sent[0].token, 'secret');
    assert.equal(game.state, 'open');
  }
});

test('a refused token ends it, and is not shown again', () => {
  for (const code of ['token_expired', 'token_not_yet_valid', 'token_invalid', 'token_required']) {
    const { game, time, sockets } = start({ token: 'old' });
    game.connect();
    sockets[0].onopen();
    sockets[0].say({ type: 'goodbye', code, reason: 'Get a new one.' });
    time.pass(600_000);
    assert.deepEqual([sockets.length, game.ending?.code], [1, code]);
  }
});

test('a fresh token is asked for when one is refused, and shown after a wait', async () => {
  const asked = [], { game, time, sockets, welcome } = start({ token: 'old', freshToken: async refusal => { asked.push(refusal); return 'new'; } });
  game.connect();
  sockets[0].onopen();
  sockets[0].say({ type: 'goodbye', code: 'token_expired', reason: 'Get a new one.' });
  await settled();
  assert.deepEqual(asked, [{ code: 'token_expired', reason: 'Get a new one.' }]);
  assert.equal(game.state, 'reconnecting');
  time.pass(600);
  welcome({ token: null });
  assert.equal(sockets[1].sent[0].token, 'new');
  assert.equal(game.token, 'new');
});

test('fresh tokens that are refused, the same one, none, and a failure to get one end it', async () => {
  let count = 0;
  for (const [freshToken, connections] of [[() => `new ${++count}`, 4], [() => 'old', 1], [() => null, 1], [async () => { throw new Error('no network'); }, 1]]) {
    const { game, time, sockets } = start({ token: 'old', freshToken });
    game.connect();
    for (let i = 0; i < 10 && i < sockets.length; i++) {
      sockets[i].onopen();
      sockets[i].say({ type: 'goodbye', code: 'token_expired', reason: 'Get a new one.' });
      await settled();
      time.pass(1_000);
    }
    assert.deepEqual([sockets.length, game.ending?.code, game.state], [connections, 'token_expired', 'closed']);
  }
});

test('closed while a fresh token is awaited, it stays closed', async () => {
  let give;
  const { game, time, sockets } = start({ token: 'old', freshToken: () => new Promise(resolve => { give = resolve; }) });
  game.connect();
  sockets[0].onopen();
  sockets[0].say({ type: 'goodbye', code: 'token_expired', reason: '' });
  game.close();
  give('new');
  await settled();
  time.pass(600_000);
  assert.deepEqual([sockets.length, game.ending.code], [1, 'closed_by_you']);
});

test('an address that no WebSocket can have is refused at once', () => {
  for (const url of ['', 'not an address', 'ftp://x', []]) assert.throws(() => new GameClient(url, { WebSocket: class {} }), TypeError);
});

test('an address that this page may not connect to ends it, unless there is another', () => {
  class Denying { constructor() { throw new Error('An insecure WebSocket may not be opened from a page of https.'); } }
  const { game, time } = start({ WebSocket: Denying });
  game.connect();
  assert.deepEqual([game.state, game.ending.code, time.waiting], ['closed', 'bad_address', 0]);

  const opened = [];
  class Half { constructor(url) { if (url === 'ws://a/') throw new Error('no'); opened.push(url); } close() {} }
  const other = start({ WebSocket: Half }, ['ws://a', 'ws://b']);
  other.game.connect();
  assert.deepEqual([opened, other.game.state], [['ws://b/'], 'connecting']);
});

test('a server that has chosen no protocol is none of ours', () => {
  const { game, sockets, time } = start();
  game.connect();
  sockets[0].protocol = '';
  sockets[0].onopen();
  time.pass(600_000);
  assert.deepEqual([game.ending.code, sockets[0].sent, sockets.length], ['protocol_error', [], 1]);
});

test('a hello that is longer than a server takes is not sent', () => {
  for (const encoding of ['json', 'msgpack']) {
    const { game, sockets, time } = start({ encoding, name: '\u00e9'.repeat(40_000) });
    game.connect();
    Object.assign(sockets[0], { protocol: `actors.v1.${encoding}` }).onopen();
    time.pass(600_000);
    assert.deepEqual([game.ending.code, sockets[0].sent, sockets.length], ['message_too_big', [], 1]);
  }
});

test('who closes it as soon as it connects, or is let in, has it closed', () => {
  for (const when of ['connecting', 'open']) {
    const { game, time, sockets, welcome } = start();
    game.on('state', ({ state }) => { if (state === when) game.close(); });
    game.connect();
    if (when === 'open') welcome();
    time.pass(600_000);
    assert.deepEqual([sockets.length, game.state, time.waiting], [when === 'open' ? 1 : 0, 'closed', 0]);
  }
});
