// What is drawn, on a canvas that only counts, because Node has none.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './support/page.js';

const context = () => new Proxy({}, { get: () => () => {}, set: () => true });

test('a resource with a drawing of its own is not covered by its icon, and one without has the icon', async () => {
  let icons = 0;
  globalThis.document = { createElement: () => ({ getContext: context }) };
  globalThis.Path2D = class { constructor() { icons++; } };
  const { drawNode } = await load('draw/things.js'), draw = resource => drawNode(context(), { resource, x: 1, y: 2, radius: 1, onTouch: false, left: 3 }, 20);
  for (const resource of ['wood', 'stone', 'gold', 'food']) draw(resource);
  assert.equal(icons, 0);
  draw('salt');
  assert.ok(icons > 0);
});
