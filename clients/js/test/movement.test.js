import assert from 'node:assert/strict';
import test from 'node:test';
import { clamp, pushOut, step } from '../lib/movement.js';

const room = (scenery, width = 40, height = 40) => ({ width, height, playerRadius: 0.5, scenery });
const near = (actual, expected) => assert.ok(Math.hypot(actual.x - expected.x, actual.y - expected.y) < 1e-9, `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);

test('the edges hold the centre', () => {
  assert.deepEqual(clamp({ width: 10, height: 4 }, { x: 9, y: -9 }), { x: 5, y: -2 });
  near(step(room([]), { x: 19.9, y: 0 }, 0.25, 0.25), { x: 20, y: 0.25 });
});

test('solid things push the disc out', () => {
  for (const [thing, at, expected] of [
    [{ x: 0, y: 0, radius: 2 }, { x: 1, y: 0 }, { x: 2.5, y: 0 }],
    [{ x: 0, y: 0, radius: 2 }, { x: 0, y: 0 }, { x: 2.5, y: 0 }],
    [{ x: 0, y: 0, width: 4, height: 2 }, { x: 0, y: 0.9 }, { x: 0, y: 1.5 }],
    [{ x: 0, y: 0, width: 4, height: 2 }, { x: -1.9, y: 0 }, { x: -2.5, y: 0 }],
    [{ x: 0, y: 0, width: 2, height: 2 }, { x: 0, y: 0 }, { x: 0, y: 1.5 }],
    [{ x: 0, y: 0, width: 4, height: 2 }, { x: 2.3, y: 1.4 }, { x: 2.3, y: 1.4 }],
    [{ x: 0, y: 0, width: 4, height: 2 }, { x: 2.3, y: 1.3 }, { x: 2 + 0.5 / Math.SQRT2, y: 1 + 0.5 / Math.SQRT2 }],
  ]) near(pushOut(thing, 0.5, at), expected);
});

test('who touches is not pushed, and keeps the very place', () => {
  const at = { x: 2.5, y: 0 };
  assert.equal(pushOut({ x: 0, y: 0, radius: 2 }, 0.5, at), at);
});

test('along a wall one slides', () => {
  near(step(room([{ x: 0, y: 2, width: 10, height: 2 }]), { x: 0, y: 0.5 }, 0.2, 0.2), { x: 0.2, y: 0.5 });
});

test('out of one thing into its neighbour: a second round settles it, or one stays', () => {
  const corner = room([{ x: 0, y: 2, width: 10, height: 2 }, { x: 3, y: 0, width: 2, height: 10 }]);
  near(step(corner, { x: 1.4, y: 0.4 }, 0.3, 0.3), { x: 1.5, y: 0.5 });
  const beside = room([{ x: 2.5, y: 0, width: 0.4, height: 1 }, { x: 0, y: 0, width: 4, height: 4 }]);
  near(step(beside, { x: 3.5, y: 0.2 }, -1.6, 0), { x: 3.2, y: 0.2 });
  const gap = room([{ x: -0.8, y: 0, width: 1, height: 4 }, { x: 0.8, y: 0, width: 1, height: 4 }]);
  const from = { x: 0, y: -3 };
  assert.equal(step(gap, from, 0, 1.5), from);
});
