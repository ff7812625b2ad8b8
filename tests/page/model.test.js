// The page's model: what it derives from the client's state, without a canvas.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/page.js';

const ROOM = { id: 'hall', title: 'Hall', zone: 'house', width: 20, height: 10, playerRadius: 0.5, exits: [{ direction: 'north', to: 'yard', title: 'Yard', x: 3, y: -5, width: 2 }], scenery: [{ kind: 'table', x: 0, y: 0, width: 2, height: 8 }], nodes: [] };
const state = more => ({ room: 'hall', players: [], creatures: [], items: [], nodes: [], projectiles: [], ...more });
const ada = more => ({ id: '1', name: 'Ada', x: 0, y: 0, health: 100, wood: 0, stone: 0, food: 0, gold: 0, score: 0, ...more });

test('changes are seen between two states of one room alone', async () => {
  const { changesOf } = await load('model/changes.js');
  const kinds = (before, after) => changesOf(state(before), state(after), '1').map(change => change.kind);
  assert.deepEqual(kinds({ players: [ada()] }, { players: [ada({ health: 90 })] }), ['hurt']);
  assert.deepEqual(kinds({ players: [ada({ health: 5 })] }, { players: [ada({ health: 0 })] }), ['hurt', 'died']);
  assert.deepEqual(kinds({ players: [ada({ health: 0 })] }, { players: [ada()] }), ['revived']);
  assert.deepEqual(kinds({ players: [ada({ health: 50 })] }, { players: [ada({ health: 51 })] }), []);
  assert.deepEqual(kinds({ players: [ada()], nodes: [3] }, { players: [ada({ wood: 1 })], nodes: [2] }), ['gained', 'gathered']);
  assert.deepEqual(kinds({ items: [{ id: 'a', x: 1, y: 1 }] }, { items: [] }), ['taken']);
  assert.deepEqual(changesOf(state({ players: [ada()] }), { ...state({ players: [ada({ health: 1 })] }), room: 'yard' }, '1'), []);
  assert.deepEqual(changesOf(null, state({}), '1'), []);
});

test('a way leads around what stands there, and ends as near as one can stand', async () => {
  const { findPath } = await load('model/path.js'), { step } = await load('lib/movement.js');
  // The table leaves a way around it at both ends.
  const room = { ...ROOM, height: 14 };
  const walked = (from, to) => {
    let at = from;
    for (const point of findPath(room, from, to)) for (let steps = 0; steps < 400 && Math.hypot(point.x - at.x, point.y - at.y) > 0.05; steps++) {
      const share = Math.min(1, 0.25 / Math.hypot(point.x - at.x, point.y - at.y));
      at = step(room, at, (point.x - at.x) * share, (point.y - at.y) * share);
    }
    return at;
  };
  assert.deepEqual(findPath(room, { x: -4, y: 0 }, { x: -8, y: 2 }), [{ x: -8, y: 2 }]);
  assert.ok(findPath(room, { x: -4, y: 0 }, { x: 4, y: 0 }).length >= 2);
  const there = walked({ x: -4, y: 0 }, { x: 4, y: 0 });
  assert.ok(Math.hypot(there.x - 4, there.y) < 0.3, JSON.stringify(there));
  const inside = walked({ x: -6, y: 0 }, { x: 0.2, y: 1 });
  assert.ok(Math.abs(inside.x) >= 1.5 - 0.01, `a goal inside the table is beside it, not at ${JSON.stringify(inside)}`);
});

test('what is pointed at is the nearest, and of what lies together the item before the player', async () => {
  const { againIn, nearby, offersOf, thingsAt } = await load('model/offers.js');
  const picture = { room: { ...ROOM, safe: false }, me: ada({ isMine: true }), players: [ada({ isMine: true }), ada({ id: '2', name: 'Ben', x: 5, y: 0 })], creatures: [{ id: 'w', name: 'wolf', x: 8, y: 3 }], items: [{ id: 'l', name: 'lamp', kind: 'lamp', x: 5, y: 0 }], nodes: [] };
  assert.deepEqual(thingsAt(picture, { x: 5, y: 0 }).map(thing => thing.name), ['lamp', 'Ben']);
  assert.deepEqual(thingsAt(picture, { x: 8.3, y: 3 }).map(thing => thing.name), ['wolf']);
  assert.deepEqual(thingsAt(picture, { x: 3, y: -5.5 }).map(thing => thing.name), ['Yard']);
  assert.deepEqual(thingsAt(picture, { x: 0.5, y: 3 }).map(thing => thing.name), ['table']);
  assert.deepEqual(thingsAt(picture, { x: -7, y: 3 }), []);
  assert.deepEqual(nearby(picture, 6).map(thing => thing.name), ['lamp', 'Ben', 'Yard']);
  const labels = (thing, where) => offersOf(thing, where).map(offer => offer.label), [, ben] = thingsAt(picture, { x: 5, y: 0 });
  assert.ok(labels(ben, { isSafe: false }).includes('Attack'));
  assert.ok(!labels(ben, { isSafe: true }).includes('Attack'), 'where nobody can be hurt, nobody is attacked');
  // The world's own verbs, where they fit.
  const verbs = [{ verb: 'trade', wants: ['PLAYER'] }, { verb: 'talk', wants: ['CREATURE'] }, { verb: 'whisper', wants: ['PLAYER', 'TEXT'] }, { verb: 'unlock', wants: ['DIRECTION'] }];
  assert.deepEqual(offersOf(ben, { isSafe: true, verbs }).map(offer => [offer.label, offer.line]), [['Whisper', undefined], ['Trade', 'trade Ben'], ['Examine', 'examine Ben']]);
  assert.equal(labels(thingsAt(picture, { x: 8, y: 3 })[0], { verbs })[0], 'Talk');
  assert.ok(offersOf(thingsAt(picture, { x: 3, y: -5.5 })[0], { verbs }).some(offer => offer.line === 'unlock north'));
  assert.equal(againIn({ ...picture, items: [] }, { type: 'item', id: 'l' }), null);
  assert.equal(againIn({ ...picture, creatures: [{ id: 'w', name: 'wolf', x: 1, y: 1 }] }, { type: 'creature', id: 'w' }).x, 1);
});

test('labels do not lie over each other: the important one stays, another moves, and what finds no place fades out', async () => {
  const { Fading, placeLabels } = await load('draw/label-layout.js');
  const label = (key, priority, x = 100) => ({ key, x, y: 50, width: 60, height: 16, priority }), view = { width: 400, height: 300 };
  const placed = placeLabels([label('low', 1), label('high', 9), label('apart', 5, 300)], view);
  assert.deepEqual(placed.get('high'), { left: 70, top: 34 });
  assert.deepEqual(placed.get('apart'), { left: 270, top: 34 });
  assert.ok(placed.get('low').top + 16 <= 34);
  assert.equal(placeLabels([label('a', 1), label('b', 2), label('c', 3)], view).size, 2);
  assert.equal(placeLabels([label('a', 1)], view, [{ left: 0, top: 0, right: 400, bottom: 300 }]).size, 0);

  const fading = new Fading(), seen = () => new Map(fading.step(placed, 1000)).size;
  assert.equal(seen(), 3);
  assert.equal(new Map(fading.step(new Map([['high', {}]]), 80)).get('low'), 0.5);
  assert.equal(new Map(fading.step(new Map([['high', {}]]), 80)).has('low'), false);
});

test('random labels never overlap', async () => {
  const { placeLabels } = await load('draw/label-layout.js');
  let seed = 7;
  const random = most => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32 * most;
  for (let round = 0; round < 200; round++) {
    const labels = Array.from({ length: 40 }, (_, key) => ({ key: `${key}`, x: random(800), y: random(600), width: 20 + random(120), height: 12 + random(12), priority: random(10), below: random(40) }));
    const placed = [...placeLabels(labels, { width: 800, height: 600 })].map(([key, { left, top }]) => ({ left, top, right: left + labels[key].width, bottom: top + labels[key].height }));
    for (const [at, one] of placed.entries()) for (const other of placed.slice(at + 1))
      assert.ok(one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top, `round ${round}`);
  }
});

test('the map of a zone has each known room beside the exit that leads there, none over another', async () => {
  const { layout, Zone } = await load('model/zone.js');
  const exit = (direction, to, x, y) => ({ direction, to, title: to, x, y, width: 2 }), room = (id, width, height, ...exits) => ({ id, title: id, zone: 'z', width, height, exits });
  const rooms = new Map([room('a', 20, 10, exit('east', 'b', 10, 0), exit('north', 'c', 0, -5)), room('b', 30, 20, exit('west', 'a', -15, 5)), room('c', 40, 40, exit('south', 'a', 0, 20))].map(one => [one.id, one]));
  const placed = layout(rooms, 'a');
  assert.deepEqual(placed.map(one => one.id), ['a', 'b', 'c']);
  assert.ok(placed[1].x - 15 >= 10 && placed[2].y + 20 <= -5);
  for (const [at, one] of placed.entries()) for (const other of placed.slice(at + 1)) assert.ok(Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2);
  // What was stored is read again, and nonsense is ignored.
  const kept = new Map(), memory = { get: key => kept.get(key) ?? null, set: (key, text) => kept.set(key, text) };
  new Zone(memory, 'ws://here').visit(rooms.get('a'));
  assert.equal(new Zone(memory, 'ws://here').around('a').length, 3);
  assert.deepEqual(new Zone({ get: () => '{"no":1}', set() {} }, 'x').around('a'), []);
});

test('a day lasts 24 minutes of the server, and every hour has a light', async () => {
  const { clockOf, hourAt, hourOf, skyAt } = await load('draw/daylight.js');
  assert.equal(hourAt(24 * 60_000 * 1000 + 90_000), 1.5);
  assert.equal(clockOf(13.5), '13:30');
  assert.equal(hourOf('22', 0), 22);
  for (const nonsense of [null, '', 'noon', '-1', '24']) assert.equal(hourOf(nonsense, 60_000), 1);
  assert.deepEqual(skyAt(12), [1, 1, 1]);
  for (let hour = 0; hour < 24; hour += 0.1) for (const part of skyAt(hour)) assert.ok(part > 0.3 && part <= 1);
  for (const part of skyAt(1)) assert.ok(part < 0.8);
});

test('every theme that content can name is in its documentation, and a room without one looks like what it is', async () => {
  const { THEMES, themeNameOf } = await load('draw/themes.js');
  const { readFileSync } = await import('node:fs'), docs = readFileSync(new URL('../../docs/content.md', import.meta.url), 'utf8'), section = docs.slice(docs.indexOf('### Themes'), docs.indexOf('### exits'));
  assert.deepEqual([...section.matchAll(/`([a-z]+)`/g)].map(([, name]) => name).filter(name => name !== 'theme').sort(), Object.keys(THEMES).sort());
  const room = (title, ...kinds) => ({ title, theme: null, scenery: kinds.map(kind => ({ kind })) });
  assert.equal(themeNameOf({ ...room('The Cave'), theme: 'snow' }), 'snow');
  assert.equal(themeNameOf({ ...room('Anywhere'), theme: 'constructor' }), 'meadow');
  assert.equal(themeNameOf(room('Anywhere', 'pew')), 'chapel');
  assert.equal(themeNameOf(room('The Dark Cave')), 'cave');
});
