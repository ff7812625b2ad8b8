import assert from 'node:assert/strict';
import test from 'node:test';
import { decode, encode } from '../lib/msgpack.js';

const bytes = hex => Uint8Array.from(hex.match(/../g) ?? [], byte => parseInt(byte, 16));

test('every format that a server may choose is read', () => {
  for (const [hex, value] of [
    ['c0', null], ['c2', false], ['c3', true], ['00', 0], ['7f', 127], ['ff', -1], ['e0', -32], ['cc80', 128], ['cd0100', 256], ['ce00010000', 65536],
    ['cf0000000100000000', 2 ** 32], ['d080', -128], ['d1ff00', -256], ['d2ffff0000', -65536], ['d3ffffffff00000000', -(2 ** 32)], ['ca3fc00000', 1.5],
    ['cb3ff8000000000000', 1.5], ['a0', ''], ['a2c3a9', 'é'], ['d903616263', 'abc'], ['da0003616263', 'abc'], ['db00000003616263', 'abc'], ['90', []],
    ['920190', [1, []]], ['dc000101', [1]], ['dd0000000101', [1]], ['80', {}], ['81a16101', { a: 1 }], ['de0001a16101', { a: 1 }], ['df00000001a16101', { a: 1 }],
    ['810102', { 1: 2 }],
  ]) assert.deepEqual(decode(bytes(hex)), value, hex);
});

test('what is cut off, goes on or is nothing is refused', () => {
  for (const hex of ['', 'cd01', 'a261', '92c0', '81a161', 'c0c0', 'c1', 'd9ff61']) assert.throws(() => decode(bytes(hex)), RangeError, hex);
});

test('what is written is read as it was', () => {
  for (const value of [null, true, 0, 127, 128, -32, -33, 2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53 - 1, 0.1, -1e300, '', 'a'.repeat(31), 'a'.repeat(32), 'ä'.repeat(200), '😀',
    'x'.repeat(70_000 - 65_536 + 300), [], Array.from({ length: 20 }, (_, i) => i), {}, { type: 'input', seq: 3, x: -0.7071, y: 1 },
    Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, [i]]))]) assert.deepEqual(decode(encode(value)), value);
});

test('what is undefined is left out, as in JSON', () => {
  assert.deepEqual(decode(encode({ a: 1, b: undefined })), { a: 1 });
});

test('a key is never the prototype', () => {
  const value = decode(bytes('81a95f5f70726f746f5f5f81a16101'));
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.deepEqual(Object.keys(value), ['__proto__']);
});
