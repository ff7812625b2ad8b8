// What the page is made of.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import test from 'node:test';
import { directory, files } from './support/page.js';

const MOST_BYTES = 300_000;
const read = name => readFileSync(join(directory, name), 'utf8');

test('all that a browser fetches is less than 300 KB, as it is and uncompressed', () => {
  const bytes = files.reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);
  assert.ok(bytes < MOST_BYTES, `${bytes} bytes`);
});

test('every module that is imported is there, and none is there that nobody imports', () => {
  const imported = new Set(['app.js']);
  for (const name of imported) for (const [, path] of read(name).matchAll(/^(?:import|export) .*?from '(\.[^']+)'/gm)) imported.add(posix.join(posix.dirname(name), path));
  assert.deepEqual([...imported].sort(), files.filter(name => name.endsWith('.js')).sort());
});

test('the page asks nothing of another host', () => {
  for (const name of files) assert.deepEqual([...read(name).matchAll(/https?:\/\/(?!www\.w3\.org\/2000\/svg)[^\s'"`)]+/g)].map(([address]) => address).filter(address => !address.startsWith('http://www.w3.org')), [], name);
});

test('every id that the modules ask for stands in the page', () => {
  const ids = new Set([...read('index.html').matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const name of files.filter(file => file.endsWith('.js'))) for (const [, id] of read(name).matchAll(/(?:\$|getElementById)\('([^']+)'\)/g)) assert.ok(ids.has(id), `${name} asks for ${id}`);
});
