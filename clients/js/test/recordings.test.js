// The client in C# has the same pictures of the same states, to the last bit: tests/Client has recorded them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { picturesOf } from './support/pictures.js';

for (const how of ['json', 'msgpack', 'area']) {
  test(`a recording gives the pictures that it gave: ${how}`, () => {
    const { pictures, recorded } = picturesOf(fileURLToPath(new URL(`../../vectors/recording-${how}.gz`, import.meta.url)));
    assert.equal(recorded.length, 1000);
    assert.deepEqual(pictures, recorded);
  });
}
