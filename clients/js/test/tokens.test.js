import assert from 'node:assert/strict';
import test from 'node:test';
import { start } from './support/fakes.js';

const storage = kept => ({ getItem: key => kept.get(key) ?? null, setItem: (key, value) => kept.set(key, value) });
const own = /^[0-9a-f]{32}$/;
const notKept = heard => heard.filter(([type, { code }]) => type === 'error' && code === 'not_kept').length;

/** The token that another client with the same storage sends to its server. */
function shown(kept, url, options = {}) {
  const { game, sockets } = start({ storage: storage(kept), ...options }, url);
  game.connect();
  sockets[0].onopen();
  return sockets[0].sent[0].token;
}

test('a kept token is shown to the server that issued it and to no other', () => {
  const kept = new Map();
  start({ name: 'Ada', storage: storage(kept) }, 'ws://game:3000/here').begin();
  for (const url of ['ws://game:3000', 'ws://game:3000/elsewhere?x=1', new URL('http://game:3000/'), ['ws://other', 'ws://game:3000']]) assert.equal(shown(kept, url, { name: 'Ada' }), 'secret', `${url}`);
  for (const url of ['ws://other', 'ws://game', 'ws://game:3001', 'wss://game:3000', 'ws://game.evil:3000', 'ws://game:3000@evil/', ['ws://other', 'ws://third']]) assert.match(shown(kept, url, { name: 'Ada' }), own, `${url}`);
  assert.match(shown(kept, 'ws://game:3000', { name: 'Bob' }), own);
});

test('what was kept before tokens were bound to servers is shown to nobody', () => {
  assert.match(shown(new Map([['actors-token:Ada', 'old']]), 'ws://x', { name: 'Ada' }), own);
});

test('what can keep a token shows one of its own making from the first, which is kept when the server has let its player in', () => {
  const kept = new Map(), { game, time, sockets, welcome } = start({ storage: storage(kept) }), { token } = game;
  assert.match(token, own);
  game.connect();
  assert.equal(kept.size, 0);
  welcome({ token: null });
  sockets[0].onclose({ code: 1006, reason: '' });
  assert.deepEqual([...kept], [['actors-token:ws://x:', token]]);
  time.pass(100);
  welcome({ token: null });
  assert.deepEqual([sockets[0].sent[0].token, sockets[1].sent[0].token, game.token], [token, token, token]);
  assert.equal(shown(kept, 'ws://x'), token, 'who opens another tab is nobody else');
  assert.notEqual(start({ storage: storage(new Map()) }).game.token, token);
});

test('a token that the page gives is not kept, nor is one made up beside it', () => {
  const kept = new Map(), { game, welcome } = start({ token: 'signed', storage: storage(kept) });
  game.connect();
  welcome({ token: null });
  assert.equal(kept.size, 0);
});

test('what keeps no token, or has no secrets, waits for the one of the server', t => {
  const { crypto } = globalThis;
  t.after(() => Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true, writable: true }));
  assert.equal(start({ storage: undefined }).game.token, null);
  Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true, writable: true });
  const { game, begin } = start({});
  assert.equal(game.token, null);
  begin();
  assert.equal(game.token, 'secret');
});

test('the servers of one list are one world: the next of them is shown who it was, and it is kept for the one that issued it', () => {
  const kept = new Map(), { time, sockets, begin, welcome } = start({ storage: storage(kept) }, ['ws://a', 'ws://b']);
  begin().onclose({ code: 1006, reason: '' });
  time.pass(100);
  assert.equal(sockets[1].url, 'ws://b/');
  welcome({ token: null });
  assert.equal(sockets[1].sent[0].token, 'secret');
  assert.deepEqual([...kept], [['actors-token:ws://a:', 'secret']]);
});

test('a storage that throws costs the token nothing but its life after the client, and that is said once', () => {
  const denied = () => { throw new Error('denied'); }, nothing = () => null;
  for (const [getItem, setItem] of [[denied, denied], [nothing, denied], [denied, nothing]]) {
    const { game, time, sockets, heard, begin, welcome } = start({ name: 'Ada', storage: { getItem, setItem } });
    begin().onclose({ code: 1006, reason: '' });
    time.pass(100);
    welcome();
    assert.equal(sockets[1].sent[0].token, 'secret');
    assert.deepEqual([game.state, notKept(heard)], ['open', 1]);
  }
});

test('a page whose storage is denied where it is asked for, or null, plays too and says so', t => {
  t.after(() => { delete globalThis.window; });
  for (const window of [{ get localStorage() { throw new Error('denied'); } }, { localStorage: null }]) {
    globalThis.window = window;
    const client = start({ name: 'Ada' });
    const own = start({ name: 'Ada', ...{ storage: undefined } });
    delete globalThis.window;
    own.begin();
    client.begin();
    assert.equal(notKept(own.heard), 0, 'who wants no storage misses none');
    assert.equal(client.game.token, 'secret');
  }
});

test('what a storage has that is no text is no token', () => {
  for (const its of [Promise.resolve('x'), 7, {}, '']) {
    const { game, sockets } = start({ storage: { getItem: () => its, setItem() {} } });
    game.connect();
    sockets[0].onopen();
    assert.match(sockets[0].sent[0].token, own);
  }
});
