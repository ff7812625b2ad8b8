import assert from 'node:assert/strict';
import test from 'node:test';
import { step } from '../lib/movement.js';
import { HALL, keyframe, start } from './support/fakes.js';

const ORCHARD = { ...HALL, scenery: [{ x: 3, y: 0.3, radius: 1 }, { x: -6, y: 0, width: 2, height: 6 }] };
const near = (actual, expected, by = 1e-9) => assert.ok(Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);
const me = game => game.view().players[0];

/** The server's processing of the inputs that reach it, and the states that come back, each with its own delay. */
class Server {
  tick = 1000; at = { x: 0, y: 0 }; direction = { x: 0, y: 0 }; velocity = { x: 0, y: 0 }; lastInput = 0; toHere = []; toThere = []; corrections = []; #read = 0; #phase;

  constructor(game, room, time, socket, delay, phase = 17) { Object.assign(this, { game, room, time, socket, delay }); this.#phase = phase; }

  run(ms) {
    for (let i = 0; i < ms; i++) {
      for (; this.#read < this.socket.sent.length; this.#read++) {
        const message = this.socket.sent[this.#read];
        if (message.type === 'input') this.toHere.push({ at: Math.max(this.toHere.at(-1)?.at ?? 0, this.time.now + this.delay()), message });
      }
      while (this.toHere[0]?.at <= this.time.now) {
        const { message } = this.toHere.shift();
        this.direction = message;
        this.lastInput = message.seq;
      }
      if (this.time.now % 50 === this.#phase) this.#step();
      while (this.toThere[0]?.at <= this.time.now) this.#deliver(this.toThere.shift().message);
      this.time.pass(1);
    }
  }

  #deliver(message) {
    const known = !this.game.isSteeringPending, before = this.game.predicted;
    this.socket.say(message);
    const after = this.game.predicted;
    if (known && before) this.corrections.push(Math.hypot(after.x - before.x, after.y - before.y));
  }

  #step() {
    this.tick++;
    const reach = this.room.speed * 0.05, before = this.at;
    if (this.direction.x || this.direction.y) this.at = step(this.room, before, this.direction.x * reach, this.direction.y * reach);
    this.velocity = { x: (this.at.x - before.x) * 20, y: (this.at.y - before.y) * 20 };
    const milli = value => Math.round(value * 1000) / 1000;
    const message = keyframe(this.tick, milli(this.at.x), { y: milli(this.at.y), vx: milli(this.velocity.x), vy: milli(this.velocity.y), lastInput: this.lastInput });
    this.toThere.push({ at: Math.max(this.toThere.at(-1)?.at ?? 0, this.time.now + this.delay()), message });
  }
}

function against(room, delay, phase) {
  const made = start();
  const socket = made.begin(room);
  return { ...made, socket, server: new Server(made.game, room, made.time, socket, delay, phase) };
}

const random = seed => () => (seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32;

test('the own player walks at once, at the speed of the room', () => {
  const { game, time, begin } = start();
  begin().say(keyframe(1, 0));
  game.move(1, 0);
  time.pass(200);
  near(me(game).x, 1);
  time.pass(25);
  near(me(game).x, 1.125);
});

test('what is not acknowledged is walked again on top of every state', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(keyframe(100, 0, { lastInput: 1 }));
  time.pass(1000);
  game.move(1, 0);
  time.pass(200);
  // The state of a tick that fell into the second of our four steps, and does not contain the input yet.
  socket.say(keyframe(121, 0.5, { lastInput: 1 }));
  near(game.predicted.x, 0.5 + 0.5);
});

test('the correction is how far the newest state was from what had been foreseen', () => {
  const { game, time, begin } = start();
  const socket = begin();
  assert.equal(game.correction, 0);
  socket.say(keyframe(100, 0));
  assert.equal(game.correction, 0);
  time.pass(50);
  socket.say(keyframe(101, 0));
  assert.equal(game.correction, 0);
  // Something has pushed the player.
  time.pass(50);
  socket.say(keyframe(102, 0.5));
  near(game.correction, 0.5);
  time.pass(50);
  socket.say(keyframe(103, 0.5));
  near(game.correction, 0);
});

for (const [name, room] of [['an open room', HALL], ['scenery and walls', ORCHARD]]) {
  for (const [line, delay] of [['no delay', () => 0], ['40 ms each way', () => 40], ['150 ms', () => 150]]) {
    test(`in ${name} with ${line} the prediction is never wrong, step for step, while and after walking`, () => {
      const { game, server } = against(room, delay);
      server.run(500);
      const trail = [];
      for (const [x, y, ms] of [[1, 0, 900], [0.6, 0.5, 700], [-1, 0.1, 2600], [0, -1, 5000], [0, 0, 700]]) {
        game.move(x, y);
        for (let i = 0; i < ms; i += 10) {
          server.run(10);
          trail.push(me(game));
        }
      }
      assert.ok(server.corrections.length > 100);
      assert.ok(Math.max(...server.corrections) <= 0.002, `it was put right by ${Math.max(...server.corrections)}`);
      near(game.predicted.x, server.at.x, 0.001);
      near(game.predicted.y, server.at.y, 0.001);
      near(me(game).y, -10, 0.001);
      for (let i = 1; i < trail.length; i++) assert.ok(Math.hypot(trail[i].x - trail[i - 1].x, trail[i].y - trail[i - 1].y) < 0.15, `a jump at ${i}`);
    });
  }
}

test('with a line that jitters it is the server\'s place whenever all is acknowledged and one stands', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const chance = random(seed);
    const { game, server } = against(ORCHARD, () => 20 + Math.floor(chance() * 120), Math.floor(chance() * 50));
    for (let round = 0; round < 8; round++) {
      game.move(chance() * 2 - 1, chance() * 2 - 1);
      server.run(Math.floor(chance() * 1500));
      game.move(0, 0);
      server.run(800);
      assert.equal(game.isSteeringPending, false);
      near(game.predicted.x, server.at.x, 0.001);
      near(game.predicted.y, server.at.y, 0.001);
      near(me(game).x, server.at.x, 0.01);
    }
  }
});

test('a correction is worked off, a new place is taken at once', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(keyframe(100, 0));
  time.pass(50);
  socket.say(keyframe(101, 1));
  near(game.predicted.x, 1);
  near(me(game).x, 0);
  time.pass(80);
  near(me(game).x, 1 - 1 / Math.E);
  time.pass(1000);
  near(me(game).x, 1, 1e-4);
  socket.say(keyframe(122, 9));
  near(me(game).x, 9);
});

test('the dead do not walk', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(keyframe(100, 0, { health: 0, lastInput: 1 }));
  game.move(1, 0);
  time.pass(500);
  near(me(game).x, 0);
});

test('who is stopped by the server, as at the door of a full room, says so and may steer anew', () => {
  const { game, time, begin } = start();
  const socket = begin();
  game.move(1, 0);
  time.pass(50);
  socket.say(keyframe(100, 1, { vx: 5, lastInput: 2 }));
  time.pass(50);
  socket.say(keyframe(101, 0.5, { vx: 0, lastInput: 2 }));
  assert.deepEqual(socket.of('input').at(-1), { type: 'input', seq: 3, x: 0, y: 0 });
  game.move(1, 0);
  assert.deepEqual(socket.of('input').at(-1), { type: 'input', seq: 4, x: 1, y: 0 });
});

test('a state that names an input before its first step neither stops the player nor shifts its steps', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(keyframe(100, 0, { lastInput: 1 }));
  time.pass(1000);
  game.move(1, 0);
  time.pass(50);
  socket.say(keyframe(120, 0, { lastInput: 2 }));
  near(game.predicted.x, 0.25);
  socket.say(keyframe(121, 0.25, { vx: 5, lastInput: 2 }));
  near(game.predicted.x, 0.25);
  assert.equal(socket.of('input').at(-1).x, 1);
});

test('who comes back to life walks on', () => {
  const { game, time, begin } = start();
  const socket = begin();
  game.move(1, 0);
  socket.say(keyframe(100, 10, { lastInput: 2 }));
  time.pass(500);
  socket.say(keyframe(110, 10, { health: 0, lastInput: 2 }));
  time.pass(500);
  socket.say(keyframe(120, 0, { health: 100, lastInput: 2 }));
  assert.equal(socket.of('input').at(-1).x, 1);
  time.pass(50);
  socket.say(keyframe(121, 0, { health: 100, lastInput: 2 }));
  assert.equal(socket.of('input').at(-1).x, 1);
  socket.say(keyframe(122, 0, { health: 100, lastInput: 2 }));
  assert.equal(socket.of('input').at(-1).x, 0);
});

test('an input of a second ago that no state has named is said again', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(keyframe(100, 0, { lastInput: 1 }));
  game.move(1, 0);
  time.pass(3_100);
  assert.deepEqual(socket.of('input').slice(1).map(({ x }) => x), [1, 1, 1]);
});

test('a direction is shortened to one, said once, and must be finite', () => {
  const { game, begin } = start();
  const socket = begin();
  game.move(3, 4);
  game.move(3, 4);
  assert.deepEqual(socket.of('input').slice(1), [{ type: 'input', seq: 2, x: 0.6, y: 0.8 }]);
  assert.throws(() => game.move(NaN, 0), RangeError);
});
