// The published package: its types, and the package as it is installed elsewhere.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { installed, run, temporary } from './support/server.js';

const client = installed();

/** Installs the packed client, and nothing else, into an empty directory. */
function unpack() {
  const directory = temporary();
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', directory]));
  const home = join(directory, 'node_modules/@actors/client');
  mkdirSync(home, { recursive: true });
  run('tar', ['-xzf', join(directory, filename.replace('@', '').replace('/', '-')), '-C', home, '--strip-components=1']);
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  return { directory, home };
}

test('what npm packs has all that it needs and nothing else', () => {
  const { directory, home } = unpack();
  assert.deepEqual(readdirSync(home).sort(), ['README.md', 'game-client.d.ts', 'game-client.js', 'lib', 'package.json']);
  writeFileSync(join(directory, 'use.js'), `
    import { GameClient } from '@actors/client';
    const game = new GameClient('ws://localhost:1', { WebSocket: class { constructor() { queueMicrotask(() => this.onclose({ code: 1006, reason: 'nobody there' })); } } });
    game.on('state', ({ state, reason }) => { console.log(state, reason ?? ''); if (state === 'reconnecting') game.close(); });
    game.connect();`);
  assert.equal(run(process.execPath, ['use.js'], directory), 'connecting \nreconnecting nobody there\nclosed closed by you\n');
});

test('the packed types hold what the example expects of them', () => {
  const { directory } = unpack();
  for (const name of ['example.ts', 'tsconfig.json']) writeFileSync(join(directory, name), readFileSync(join(client, 'test/types', name)));
  // The example uses ws as users do, without its types.
  writeFileSync(join(directory, 'ws.d.ts'), "declare module 'ws' { const WebSocket: new (url: string, protocols: string[]) => import('@actors/client').WebSocketLike; export default WebSocket; }");
  writeFileSync(join(directory, 'tsconfig.json'), readFileSync(join(client, 'test/types/tsconfig.json'), 'utf8').replace('"example.ts"', '"example.ts", "ws.d.ts"'));
  symlinkSync(join(client, 'node_modules/@types'), join(directory, 'node_modules/@types'));
  run(process.execPath, [join(client, 'node_modules/typescript/bin/tsc'), '-p', directory, '--noEmit'], directory);
});

test('every member of the client is declared, and no other', async () => {
  const { GameClient } = await import('../game-client.js');
  const declared = /export class GameClient[^{]*{([\s\S]*)^}/m.exec(readFileSync(join(client, 'game-client.d.ts'), 'utf8'))[1];
  const names = new Set([...declared.matchAll(/^ {2}(?:readonly )?(\w+)[<(:]/gm)].map(([, name]) => name));
  const real = new Set([...Object.getOwnPropertyNames(GameClient.prototype), ...Object.keys(new GameClient('ws://x', { WebSocket: class {} }))]);
  assert.deepEqual([...names].sort(), [...real, 'addEventListener', 'removeEventListener'].sort());
});
