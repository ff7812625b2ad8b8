// Errands: what is done by pointing.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/page.js';

const { Errand } = await load('model/errand.js'), { step } = await load('lib/movement.js');
const ROOM = { id: 'hall', width: 20, height: 14, playerRadius: 0.5, exits: [], scenery: [{ kind: 'table', x: 0, y: 0, width: 2, height: 8 }] };

/** A game in which time advances in steps of 50 ms, at 5 units a second. */
function play(more = {}) {
  const picture = { room: ROOM, me: { x: -4, y: 0 }, players: [], creatures: [], nodes: [], ...more };
  const world = { now: 0, picture, done: [], direction: { x: 0, y: 0 }, heard: {} };
  const game = { on: (type, listener) => { world.heard[type] = listener; }, move: (x, y) => { world.direction = { x, y }; }, attack: angle => world.done.push(['attack', world.now, angle]), fire: angle => world.done.push(['fire', world.now, angle]) };
  world.errand = new Errand(game, () => world.now);
  world.run = ms => {
    for (const end = world.now + ms; world.now < end; world.now += 50) {
      world.errand.step(world.picture);
      const { x, y } = world.direction, length = Math.hypot(x, y) || 1;
      Object.assign(world.picture.me, step(ROOM, world.picture.me, x / length * 0.25, y / length * 0.25));
    }
  };
  return world;
}

test('who is sent somewhere walks there, around what stands in between, and stands', () => {
  const world = play();
  world.errand.begin({ kind: 'walk', x: 4, y: 0 });
  world.run(6000);
  assert.ok(Math.hypot(world.picture.me.x - 4, world.picture.me.y) < 0.4, JSON.stringify(world.picture.me));
  assert.equal(world.errand.task, null);
  assert.deepEqual(world.direction, { x: 0, y: 0 });
});

test('who is sent where nobody can stand stops beside it, and does not push for ever', () => {
  const world = play();
  world.errand.begin({ kind: 'walk', x: 40, y: 0 });
  world.run(12_000);
  assert.equal(world.errand.task, null);
});

test('a target is followed and struck until it is dead', () => {
  const wolf = { id: 'w', x: 3, y: 5, isDead: false }, world = play({ creatures: [wolf] });
  world.errand.begin({ kind: 'strike', of: 'creatures', id: 'w' });
  world.run(1500);
  wolf.x = -6;
  wolf.y = 5;
  world.run(4000);
  assert.ok(world.done.length > 3);
  for (let at = 1; at < world.done.length; at++) assert.ok(world.done[at][1] - world.done[at - 1][1] >= 250);
  wolf.isDead = true;
  world.run(100);
  assert.equal(world.errand.task, null);
});

test('a shot is one', () => {
  const world = play({ creatures: [{ id: 'w', x: -4, y: 6, isDead: false }] });
  world.errand.begin({ kind: 'shoot', of: 'creatures', id: 'w' });
  world.run(1000);
  assert.deepEqual(world.done.map(([what, , angle]) => [what, Math.round(angle * 100)]), [['fire', 157]]);
});

test('an exit is walked through: on outwards at its opening, until the next room or for a while', () => {
  const world = play();
  world.errand.begin({ kind: 'leave', x: -10, y: 0, out: { x: -1, y: 0 } });
  world.run(1300);
  assert.deepEqual(world.direction, { x: -1, y: 0 });
  world.heard.room();
  assert.equal(world.errand.task, null);
  world.errand.begin({ kind: 'leave', x: -10, y: 0, out: { x: -1, y: 0 } });
  world.run(1500);
  assert.equal(world.errand.task, null, 'a door that does not open');
});

test('who dies, or loses what it was about, has no errand', () => {
  for (const change of [picture => { picture.me.isDead = true; }, picture => { picture.nodes = []; }, picture => { picture.nodes[0].left = 0; }]) {
    const world = play({ nodes: [{ x: -8, y: 3, radius: 0.5, left: 3, onTouch: false }] });
    world.errand.begin({ kind: 'gather', index: 0 });
    world.run(500);
    assert.notEqual(world.errand.task, null);
    change(world.picture);
    world.run(100);
    assert.equal(world.errand.task, null);
  }
});
