import assert from 'node:assert/strict';
import test from 'node:test';
import { keyframe, start } from './support/fakes.js';

const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} is not ${expected}`);
const rat = (tick, x) => ({ ...keyframe(tick, 0), creatures: [{ id: 3, kind: 'rat', name: 'rat', x, y: 0 }] });
const shown = game => game.view().creatures[0].x;

test('others are shown a tenth of a second ago, between two states', () => {
  const { game, time, begin } = start();
  const socket = begin();
  for (let i = 0; i <= 6; i++) {
    socket.say(rat(100 + i, i));
    time.pass(50);
  }
  // Now is 350 ms after the first state, so 250 ms is shown.
  near(shown(game), 5);
  time.pass(25);
  near(shown(game), 5.5);
});

test('a state that came late does not hold the others back', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(rat(100, 0));
  time.pass(90);
  socket.say(rat(101, 1));
  time.pass(10);
  socket.say(rat(102, 2));
  time.pass(50);
  near(shown(game), 1);
});

test('over a pause it stood, and moved in the last step', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(rat(100, 0));
  time.pass(2000);
  socket.say(rat(140, 1));
  near(shown(game), 0);
  time.pass(50);
  near(shown(game), 0.5);
  time.pass(50);
  near(shown(game), 1);
});

test('a leap is not drawn through the walls, and what is new is where it is', () => {
  const { game, time, begin } = start();
  const socket = begin();
  socket.say(rat(100, 0));
  time.pass(50);
  socket.say(rat(101, 9));
  time.pass(75);
  near(shown(game), 0);
  time.pass(25);
  near(shown(game), 9);
  socket.say({ ...keyframe(104, 0), creatures: [{ id: 4, kind: 'cat', name: 'cat', x: 2, y: 0 }] });
  near(shown(game), 2);
});

test('the delay is an option', () => {
  const { game, time, begin } = start({ interpolationMs: 0 });
  const socket = begin();
  socket.say(rat(100, 0));
  time.pass(50);
  socket.say(rat(101, 1));
  near(shown(game), 1);
});
