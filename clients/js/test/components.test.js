import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { decode } from '../lib/msgpack.js';
import { named, patched, States } from '../lib/states.js';
import { start } from './support/fakes.js';

// The server's tests check that the server sends these messages; here the client receives them.
const { scenarios } = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../vectors/components.json'), 'utf8'));

for (const { name, encoding, messages, expected } of scenarios) {
  test(`components as the server tells them: ${name}, ${encoding}`, () => {
    const states = new States();
    let own = {}, state;
    for (const message of messages) {
      const heard = named(encoding === 'json' ? JSON.parse(message) : decode(Uint8Array.from(Buffer.from(message, 'hex'))));
      if (heard.type === 'own') own = patched(own, heard.components);
      else state = states.take(heard, 50);
      assert.ok(state, `${heard.type} was refused`);
    }
    const of = things => Object.fromEntries(things.filter(one => Object.keys(one.components).length).map(one => [one.id, one.components]));
    const nodes = Object.fromEntries(Object.entries(state.nodeComponents).filter(([, its]) => Object.keys(its).length));
    assert.deepEqual({ room: state.components, players: of(state.players), creatures: of(state.creatures), nodes, items: of(state.items), own }, expected);
  });
}

const ADA = { id: '7', name: 'Ada', x: 0, y: 0, vx: 0, vy: 0, facing: 0, health: 100, maxHealth: 100, score: 0, wood: 0, stone: 0, food: 0, gold: 0, lastInput: 0 };
const WHOLE = { type: 'keyframe', room: 'hall', sequence: 5, tick: 9, nextEvent: 70, serverTime: 1000, players: [ADA], creatures: [], items: [], nodes: [3], projectiles: [] };
const DELTA = { type: 'delta', from: 5, frames: 1, ticks: 1, events: 0, milliseconds: 50, changes: {} };

test('components stand with what they are of, and the room has those of the newest state', () => {
  const { game, begin } = start();
  const socket = begin();
  assert.deepEqual(game.room.components, {});
  socket.say({ ...WHOLE, components: { room: { weather: { sky: 'rain' } }, players: { 7: { aura: { colour: 'green' } } }, nodes: { 0: { owner: { name: 'Ben' } } } } });
  assert.deepEqual(game.room.components, { weather: { sky: 'rain' } });
  assert.deepEqual(game.newest.players[0].components, { aura: { colour: 'green' } });
  assert.deepEqual(game.view().players[0].components, { aura: { colour: 'green' } });
  assert.deepEqual(game.newest.nodeComponents, [{ owner: { name: 'Ben' } }]);
  const before = game.newest.players[0];
  socket.say({ ...DELTA, changes: { components: { room: { weather: null, night: {} }, players: { 7: { aura: { colour: 'red' }, mana: { points: 3 } } } } } });
  assert.deepEqual(game.room.components, { night: {} });
  assert.deepEqual(game.newest.players[0].components, { aura: { colour: 'red' }, mana: { points: 3 } });
  assert.deepEqual(before.components, { aura: { colour: 'green' } }, 'a state that was told does not change');
  socket.say({ ...DELTA, from: 6, changes: { newPlayers: [{ ...ADA, name: 'Ada II' }] } });
  assert.deepEqual(game.newest.players[0].components, {}, 'what is new begins without any');
});

test('what one alone is shown is kept until the next room', () => {
  const { game, begin, heard } = start();
  const socket = begin();
  socket.say({ type: 'own', components: { mana: { points: 7 }, quest: { step: 1 } } });
  socket.say({ type: 'own', components: { mana: { points: 6 }, quest: null } });
  assert.deepEqual(game.own, { mana: { points: 6 } });
  assert.deepEqual(heard.filter(([type]) => type === 'own').map(([, its]) => its), [{ mana: { points: 7 }, quest: { step: 1 } }, { mana: { points: 6 } }]);
  socket.say({ type: 'room', room: { ...game.room, id: 'yard' } });
  assert.deepEqual(game.own, {});
});

test('an event of the rules has its fields', () => {
  const { begin, heard } = start();
  begin().say({ type: 'event', event: 'mygame.healed', number: 71, line: 'You heal Bob.', player: '7', name: 'Ada', data: { points: 5 } });
  const [, event] = heard.find(([type]) => type === 'event');
  assert.deepEqual([event.event, event.data.points], ['mygame.healed', 5]);
});

test('a verb is asked with its arguments as they were, in both encodings, and again after a loss', async () => {
  for (const encoding of ['json', 'msgpack']) {
    const { game, time, sockets, begin, welcome } = start({ encoding });
    const socket = begin(), args = { target: 'Bob', points: 5, at: { x: 1.5, y: -2 }, tags: ['a', null, true] };
    const asked = game.command({ verb: 'heal', args }), bare = game.command({ verb: 'pray' });
    args.points = 6;
    const sent = [{ type: 'command', id: 5, verb: 'heal', args: { ...args, points: 5 } }, { type: 'command', id: 6, verb: 'pray' }];
    assert.deepEqual(socket.of('command'), sent);
    socket.onclose({ code: 1006, reason: '' });
    time.pass(100);
    welcome({ lastCommand: 4 });
    assert.deepEqual(sockets[1].of('command'), sent);
    sockets[1].say({ type: 'result', id: 5, ok: false, code: 'mygame.no_mana', text: 'You are exhausted.' });
    sockets[1].say({ type: 'result', id: 6, ok: true, text: null });
    assert.deepEqual([(await asked).code, (await bare).ok], ['mygame.no_mana', true]);
  }
});

test('arguments that no server could take are refused without a word to it', async () => {
  const { game, begin } = start();
  const socket = begin(), round = {};
  round.round = round;
  const ask = args => game.command({ verb: 'heal', args });
  const codes = await Promise.all([ask('Bob'), ask(['Bob']), ask(7), ask(round), ask({ big: 1n }), ask({ who: 'B\ud800' }), ask({ '\udc00': 1 }), ask({ who: 'x'.repeat(2000) }), game.command({ verb: 7 }), game.command({})]
    .map(async asked => (await asked).code));
  assert.deepEqual(codes, [...Array(7).fill('bad_argument'), 'text_too_long', 'bad_message', 'bad_message']);
  assert.deepEqual(socket.of('command'), []);
});
