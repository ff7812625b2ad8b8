// Against the real server: `dotnet build src/Gateway` first, as test.sh does.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import test from 'node:test';
import { GameClient } from '../game-client.js';
import { step } from '../lib/movement.js';
import { freePort, installed, Server, temporary, until } from './support/server.js';

installed();
const { WebSocket } = await import('ws');

async function serve(t, port = 0, directory = temporary(), ...options) {
  const server = await Server.start(directory, port, ...options);
  t.after(() => server.kill());
  return server;
}

/** A client that is in a room and knows its place. */
async function join(t, server, options = {}) {
  const game = new GameClient(server.url, { WebSocket, ...options });
  t.after(() => game.close());
  const standing = until(game, ['keyframe'], () => game.predicted && !game.isSteeringPending, 'the first acknowledged input');
  game.connect();
  await standing;
  return game;
}

const mine = game => game.newest.players.find(player => player.id === game.player.id);
const apart = game => Math.hypot(game.predicted.x - mine(game).x, game.predicted.y - mine(game).y);
const isStanding = game => () => !game.isSteeringPending && mine(game).vx === 0 && mine(game).vy === 0;

/** Walks until the probe is true, stops, and compares. */
async function walk(game, x, y, probe, what) {
  const there = until(game, ['keyframe'], () => !game.isSteeringPending && probe(mine(game)), what);
  game.move(x, y);
  await there;
  const standing = until(game, ['keyframe'], isStanding(game), `standing after ${what}`);
  game.move(0, 0);
  await standing;
  assert.ok(apart(game) <= 0.001, `${what}: predicted ${JSON.stringify(game.predicted)}, the server says ${JSON.stringify(mine(game))}`);
}

test('the prediction is the server\'s place along scenery, round it and at the edge', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const game = await join(t, server, { name: 'Ada', room: 'market' });
  assert.equal(game.room.id, 'market');
  const start = { ...game.predicted };
  assert.deepEqual(start, { x: 0, y: 10 });
  const steps = compareSteps(game);
  await walk(game, -1, 0, ({ x }) => x < -9, 'west of the pillars');
  await walk(game, -0.9, -0.4, ({ x, vy }) => x < -14 && vy === 0, 'along the southern side of the slab');
  await walk(game, 1, 0.1, ({ x }) => x > -10, 'back');
  await walk(game, 0.2, -1, ({ y }) => y < 6.2, 'past the slab');
  await walk(game, 1, -0.02, ({ x }) => x > -4.5, 'round the pillar');
  // Into the northern edge, and along it.
  await walk(game, 0.3, -1, ({ y }) => y === -20, 'to the northern edge');
  await walk(game, 1, -1, ({ x }) => x > 3, 'along the edge');
  assert.equal(game.predicted.y, -20);
  assert.ok(steps.compared > 100 && steps.slid > 15, JSON.stringify(steps));
  assert.ok(steps.worst <= 0.002, JSON.stringify(steps));
});

/** Compares each step of the server with the client's own from the previous place. */
function compareSteps(game) {
  const steps = { compared: 0, slid: 0, worst: 0 };
  let before = null;
  game.on('keyframe', ({ tick }) => {
    const now = { ...mine(game), tick }, { x, y } = game.direction;
    if (!game.isSteeringPending && before?.lastInput === now.lastInput && before.tick === tick - 1) {
      const reach = game.room.speed * game.stepMs / 1000, ours = step(game.room, before, x * reach, y * reach);
      steps.compared++;
      if ((x || y) && Math.hypot(before.x + x * reach - now.x, before.y + y * reach - now.y) > 0.01) steps.slid++;
      steps.worst = Math.max(steps.worst, Math.hypot(ours.x - now.x, ours.y - now.y));
    }
    before = now;
  });
  return steps;
}

test('while walking nothing is corrected by more than two steps', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const game = await join(t, server, { room: 'plaza' });
  const reach = game.room.speed * game.stepMs / 1000;
  let worst = 0, before = null, after = 0;
  game.move(1, 0.5);
  await until(game, ['keyframe'], () => {
    const now = performance.now(), at = game.predicted;
    if (before) worst = Math.max(worst, Math.hypot(at.x - before.at.x, at.y - before.at.y) - reach * ((now - before.now) / game.stepMs + 1));
    before = { at, now };
    return ++after > 60;
  }, 'sixty states');
  assert.ok(worst <= reach * 2, `a leap of ${worst}`);
  assert.ok(mine(game).x > 5);
});

test('two clients see one another come, walk, speak and leave', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const ada = await join(t, server, { name: 'Ada' });
  const bob = await join(t, server, { name: 'Bob' });
  const seen = game => ada.newest.players.find(player => player.id === game.player.id);
  if (!seen(bob)) await until(ada, ['keyframe'], () => seen(bob), 'Bob');
  const said = until(ada, ['event'], event => event.event === 'said' && event, 'what Bob says');
  assert.equal((await bob.command('say good morning')).ok, true);
  const { line, name, text, player } = await said;
  assert.deepEqual([line, name, text, player], ['Bob says: good morning', 'Bob', 'good morning', bob.player.id]);

  await walk(bob, 0, -1, ({ y }) => y < -2, 'Bob walks north');
  if (seen(bob).y !== mine(bob).y) await until(ada, ['keyframe'], () => seen(bob).y === mine(bob).y, 'Bob where he stands');
  assert.ok(Math.abs(seen(bob).y - bob.predicted.y) <= 0.001);
  // What is drawn reaches the same place a little later.
  const drawn = () => ada.view().players.find(one => one.id === bob.player.id);
  await until(ada, ['ping'], () => Math.abs(drawn().y - mine(bob).y) < 1e-9, 'Bob drawn where he stands');

  const left = until(ada, ['event'], event => event.event === 'left' && event.player === bob.player.id, 'Bob leaving');
  bob.close();
  await left;
  assert.ok(ada.ping >= 0 && ada.ping < 1000);
  assert.ok(Math.abs(ada.clockOffset) < 1000);
});

test('a killed server comes back with the player, what it carries and the answer it owed', { timeout: 300_000 }, async t => {
  const directory = temporary(), port = await freePort();
  const first = await serve(t, port, directory);
  const game = await join(t, first, { name: 'Ada', room: 'warehouse', random: () => 0.2 });
  await walkToLamp(game);
  const taken = await game.command('take lamp');
  assert.equal(taken.ok, true, taken.text);
  const { id } = game.player;

  // Along the wall, where the way is long: however long the server takes to die, the player does not run into anything meanwhile.
  game.move(0, 1);
  const lost = until(game, ['state'], ({ state }) => state === 'reconnecting', 'the loss');
  await first.kill();
  await lost;
  const owed = game.command('inventory'), later = game.command('drop lamp');
  const back = until(game, ['state'], ({ state }) => state === 'open', 'the return');
  const walking = until(game, ['keyframe'], () => !game.isSteeringPending && mine(game).vy > 0, 'walking on');
  await serve(t, port, directory);
  await back;
  assert.equal(game.player.id, id);
  assert.equal(game.player.name, 'Ada');
  assert.equal(game.room.id, 'warehouse');
  await walking;
  assert.deepEqual((await owed).inventory.items.map(item => item.kind), ['lamp']);
  assert.equal((await later).ok, true);
  assert.deepEqual((await game.command('inventory')).inventory.items, []);
});

async function walkToLamp(game) {
  // The lamp lies at (-17, -7), behind the bales: round their southern side, then north along the wall.
  await walk(game, -1, 0, ({ x }) => x < -18.5, 'to the western wall');
  await walk(game, 0, -1, ({ y }) => y < -6, 'to the lamp');
}

test('commands that are refused say why', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const game = await join(t, server);
  const { ok, code } = await game.command('take moon');
  assert.deepEqual([ok, code], [false, 'not_here']);
  assert.equal((await game.command('dance wildly upwards')).code, 'unknown_command');
});

test('every request is answered once in both encodings, whatever it is, and whoever asked plays on', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  for (const encoding of ['json', 'msgpack']) {
    const game = await join(t, server, { encoding, name: `Asker-${encoding}` });
    const connections = [], answered = new Map();
    game.on('state', ({ state }) => connections.push(state));
    game.on('result', ({ id }) => answered.set(id, (answered.get(id) ?? 0) + 1));
    const codes = (await Promise.all([undefined, null, 42, {}, 'say \ud800', `say ${'x'.repeat(70_000)}`, 'look'].map(line => game.command(line)))).map(({ ok, code }) => ok || code);
    assert.deepEqual(codes, [...Array(5).fill('bad_message'), 'text_too_long', true]);
    const says = await Promise.all(Array.from({ length: 300 }, (_, i) => game.command(`say ${i}`)));
    assert.deepEqual([says.filter(({ ok }) => ok).length, says.filter(({ code }) => code === 'rate_limited').length], [32, 268]);
    for (let i = 0; i < 1000; i++) game.face(i / 1000);
    assert.equal((await game.command('look')).ok, true, 'not even a flood costs an answer');
    assert.deepEqual([...answered.values()].filter(count => count !== 1), []);
    assert.deepEqual([connections, game.state], [[], 'open']);
  }
});

test('who is closed on for what it has asked does not ask it again', { timeout: 300_000 }, async t => {
  const server = await serve(t, 0, temporary(), '--Actors:WebSockets:main:Limits:MaxMessageBytes=1024', '--Actors:WebSockets:main:Limits:MaxPartialBytes=65536');
  const game = await join(t, server, { name: 'Ada' });
  const states = [];
  game.on('state', ({ state }) => states.push(state));
  assert.equal((await game.command(`say ${'x'.repeat(1_900)}`)).code, 'unavailable');
  assert.deepEqual([states, game.ending.code], [['closed'], 'message_too_big']);
  assert.equal((await game.command('look')).code, 'not_connected');
  const back = until(game, ['welcome'], () => true, 'who comes back');
  game.connect();
  await back;
  assert.equal(game.player.name, 'Ada');
  assert.equal((await game.command('look')).ok, true);
});

test('a player that came in elsewhere is taken back by connect, and the other is told', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const first = await join(t, server, { name: 'Ada' });
  const replaced = until(first, ['state'], ({ state }) => state === 'closed', 'the end of the first');
  const second = await join(t, server, { token: first.token });
  await replaced;
  assert.deepEqual([first.ending.code, second.player.id], ['session_replaced', first.player.id]);
  const told = until(second, ['state'], ({ state }) => state === 'closed', 'the end of the second'), back = until(first, ['welcome'], () => true, 'the first again');
  first.connect();
  await Promise.all([told, back]);
  assert.equal((await first.command('say I am back.')).ok, true);
  assert.equal((await second.command('look')).code, 'not_connected');
});

test('an expired token ends the client, and one that can get a fresh one comes in', { timeout: 300_000 }, async t => {
  const directory = temporary(), secret = 'a secret of the issuer and of the gateways', part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = exp => {
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iss: 'tests', aud: 'world', sub: 'ada', name: 'Ada', exp })}`;
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
  };
  writeFileSync(pathOf(directory, 'key'), secret);
  const server = await serve(t, 0, directory, '--Actors:Identity:Issuer=tests', '--Actors:Identity:Audience=world', '--Actors:Identity:Keys:main:Algorithm=HS256', `--Actors:Identity:Keys:main:File=${pathOf(directory, 'key')}`);
  const expired = sign(1_000_000_000), good = sign(4_000_000_000);

  const stranger = new GameClient(server.url, { WebSocket, token: expired }), states = [];
  stranger.on('state', ({ state }) => states.push(state));
  const ended = until(stranger, ['state'], ({ state }) => state === 'closed', 'the end');
  stranger.connect();
  await ended;
  assert.deepEqual([stranger.ending.code, states], ['token_expired', ['connecting', 'closed']]);

  const refusals = [];
  const game = await join(t, server, { token: expired, freshToken: refusal => { refusals.push(refusal.code); return good; } });
  assert.deepEqual([refusals, game.player.name], [['token_expired'], 'Ada']);
});

test('the page and all modules of the client are served', { timeout: 300_000 }, async t => {
  const server = await serve(t);
  const waiting = ['/game-client.js'], seen = new Set();
  while (waiting.length) {
    const path = waiting.pop();
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await fetch(new URL(path, server.http));
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type'), /javascript/);
    for (const [, imported] of (await answer.text()).matchAll(/from '(\.[^']+)'/g)) waiting.push(new URL(imported, new URL(path, server.http)).pathname);
  }
  assert.equal(seen.size, 14);
});
