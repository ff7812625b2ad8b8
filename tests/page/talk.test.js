// The terminal, the connection to the server and what the browser stores.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/page.js';

const HELP = 'attack [WHOM]: Strike a creature.\ndrop ITEM: Put it down.\nsay TEXT: Say something.\ntake ITEM: Pick up an item.\ntravel ROOM: Go.\nwhisper PLAYER TEXT: In secret.';

test('completion knows the verbs of the server and the names of what is there', async () => {
  const { completionsOf, verbsOf } = await load('ui/completion.js');
  const verbs = verbsOf(HELP), names = { ITEM: ['brass lamp', 'loaf of bread'], CARRIED: ['old key'], PLAYER: ['Ben'], CREATURE: ['grey wolf'], DIRECTION: ['north', 'in'] };
  const lines = line => completionsOf(line, verbs, names).map(one => one.line);
  assert.deepEqual(lines('ta'), ['take ']);
  assert.deepEqual(lines('t'), ['take ', 'travel ']);
  assert.deepEqual(lines('n'), ['north']);
  assert.deepEqual(lines('take '), ['take brass lamp', 'take loaf of bread']);
  assert.deepEqual(lines('take la'), ['take brass lamp']);
  assert.deepEqual(lines('drop '), ['drop old key']);
  assert.deepEqual(lines('attack '), ['attack grey wolf', 'attack Ben']);
  assert.deepEqual(lines('whisper b'), ['whisper Ben ']);
  assert.deepEqual(lines('take brass lamp'), []);
  assert.deepEqual(lines('say hello'), []);
  assert.deepEqual(lines(''), []);
});

test('the line that is wished for delays what goes over it, loses some for a while, and keeps its order', async () => {
  const { qualityOf, Way } = await load('net/line.js');
  assert.deepEqual(qualityOf(new URLSearchParams('latency=100&loss=0.05')), { latencyMs: 100, loss: 0.05 });
  assert.deepEqual(qualityOf(new URLSearchParams('latency=much&loss=-1')), { latencyMs: 0, loss: 0 });
  assert.equal(qualityOf(new URLSearchParams('loss=7')).loss, 0.9);

  let now = 0;
  const timers = [], chances = [1, 0, 1, 1], clock = { now: () => now, setTimeout: (action, ms) => timers.push({ at: now + ms, action }), random: () => chances.shift() ?? 1 };
  const way = new Way({ latencyMs: 100, loss: 0.05 }, clock), arrived = [];
  for (const name of ['a', 'b', 'c']) way.pass(() => arrived.push([name, now]));
  for (const { at, action } of timers) { now = at; action(); }
  // The second is lost once and sent again; the third waits behind it, as with TCP.
  assert.deepEqual(arrived, [['a', 50], ['b', 250], ['c', 250]]);
  const plain = [];
  new Way({ latencyMs: 0, loss: 0 }, clock).pass(() => plain.push('at once'));
  assert.deepEqual(plain, ['at once']);
});

test('settings are kept, and only those that there are', async () => {
  const { Settings } = await load('ui/settings.js');
  const kept = new Map(), memory = { get: key => kept.get(key) ?? null, set: (key, text) => kept.set(key, text) };
  const settings = new Settings(memory, query => query.includes('contrast')), told = [];
  settings.watch(values => told.push(values));
  assert.equal(told[0].contrast, 'high');
  settings.set('sound', 'off');
  settings.set('sound', 'deafening');
  settings.set('nonsense', 'on');
  assert.equal(told.length, 2);
  assert.equal(new Settings(memory).values.sound, 'off');
  kept.set('actors-settings', '{"sound":"loud","text":"huge"');
  assert.equal(new Settings(memory).values.sound, 'on');
  kept.set('actors-settings', '{"sound":"loud","text":"huge"}');
  assert.deepEqual([new Settings(memory).values.sound, new Settings(memory).values.text], ['on', 'huge']);
});

test('components of rules that the page knows nothing of are shown by name', async () => {
  const { linesOf } = await load('model/components.js');
  assert.deepEqual(linesOf({ aura: { colour: 'green', strength: 3.14159 }, hasKey: true, 'at-table': { with: ['Ben', 'Cy'] } }), [['aura colour', 'green'], ['aura strength', '3.14'], ['has key', 'yes'], ['at table', 'Ben, Cy']]);
  assert.deepEqual(linesOf(undefined), []);
  assert.equal(linesOf(Object.fromEntries(Array.from({ length: 99 }, (_, at) => [`c${at}`, at]))).length, 12);
});

test('every kind of item and creature of the sample world has a drawing of its own', async () => {
  const { iconNameOf } = await load('draw/icons.js'), { readFileSync } = await import('node:fs');
  const world = readFileSync(new URL('../../content/world.yaml', import.meta.url), 'utf8'), items = world.slice(world.indexOf('\nitems:')).split(/\n(?=\w)/)[1];
  const kinds = [...items.matchAll(/^ {2}([a-z-]+):$/gm)].map(([, kind]) => kind);
  assert.ok(kinds.length > 20);
  assert.deepEqual(kinds.filter(kind => iconNameOf(kind) === null), []);
});

test('lateness, rates and frames are counted over the last seconds', async () => {
  const { Frames, Lateness, Rate } = await load('net/health.js');
  const rate = new Rate(), late = new Lateness(), frames = new Frames();
  for (let second = 0; second <= 5; second++) rate.add(second * 700, second * 1000);
  assert.equal(rate.perSecond, 700);
  for (const [tick, now] of [[0, 10], [1, 60], [2, 140], [3, 160]]) late.add(tick, 50, now);
  assert.deepEqual(late.values, { newest: 0, worst: 30 });
  for (let frame = 1; frame <= 60; frame++) frames.add(frame * 20, frame === 60 ? 30 : 2);
  assert.equal(Math.round(frames.values.perSecond), 50);
  assert.equal(frames.values.workOfWorstMs, 30);
});
