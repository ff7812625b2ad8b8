// The package as npm packs it, in a project like a user's: Vite bundles it, tsc checks it, and the bundle plays in a browser on a real server.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import test from 'node:test';
import { freePort, installed, run, Server, temporary } from './support/server.js';

const client = installed();
const CHROMIUM = '/usr/bin/chromium';
const VITE = '8.3.8';

// So that a registry that does not answer does not cost minutes.
const INSTALL_PATIENCE_MS = 50_000;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript' };

const MAIN = `
  import { GameClient, type Room } from '@actors/client';
  const game = new GameClient(new URLSearchParams(location.search).get('server')!, { name: 'Vita' });
  const tell = (what: string, about: string) => void fetch('/tell', { method: 'POST', body: what + ' ' + about });
  game.on('room', (room: Room) => tell('room', room.id));
  game.on('room', async () => { const answer = await game.command('take lamp'); tell('took', String(answer.ok)); });
  game.connect();`;

/** A project that has the packed client and Vite, and nothing of this repository. */
function project() {
  const directory = temporary();
  const [{ filename }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', directory]));
  const packed = filename.replace('@', '').replace('/', '-');
  mkdirSync(join(directory, 'src'));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({
    name: 'game', private: true, type: 'module', dependencies: { '@actors/client': `file:${packed}` }, devDependencies: { vite: VITE },
  }));
  writeFileSync(join(directory, 'index.html'), '<!doctype html><meta charset="utf-8"><title>Game</title><script type="module" src="/src/main.ts"></script>');
  writeFileSync(join(directory, 'src/main.ts'), MAIN);
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'], strict: true, noEmit: true, types: [] }, include: ['src'],
  }));
  const { status, error, stdout, stderr } = spawnSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=0'],
    { cwd: directory, encoding: 'utf8', timeout: INSTALL_PATIENCE_MS, killSignal: 'SIGKILL' });
  if (status !== 0) {
    throw new Error(`Missing: vite ${VITE}, which npm could not install${error ? ` (${error.code})` : ''}. This test needs an npm registry, or vite in npm's cache: 'npm cache add vite@${VITE}'.\n${stdout}${stderr}`);
  }
  return directory;
}

/** Serves Vite's build like any web server; collects what the page reports. */
async function serve(t, directory) {
  const told = [], waiting = [];
  const server = createServer((request, response) => {
    if (request.url === '/tell') {
      request.on('data', text => told.push(String(text))).on('end', () => response.end(waiting.forEach(look => look()) ?? ''));
      return;
    }
    const path = new URL(request.url, 'http://localhost').pathname;
    const file = join(directory, 'dist', path === '/' ? 'index.html' : path);
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
    createReadStream(file).pipe(response);
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    tells: what => new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The page has not told '${what}', but: ${told.join(', ') || 'nothing'}`)), 60_000);
      waiting.push(() => told.includes(what) && (clearTimeout(timer), resolve()));
      waiting.at(-1)();
    }),
  };
}

test('the packed client is bundled by Vite, keeps its types, and plays in a browser', async t => {
  const directory = project();
  run(process.execPath, [join(client, 'node_modules/typescript/bin/tsc'), '-p', directory], directory);
  writeFileSync(join(directory, 'src/wrong.ts'), "import { GameClient } from '@actors/client'; new GameClient(1);");
  assert.throws(() => run(process.execPath, [join(client, 'node_modules/typescript/bin/tsc'), '-p', directory], directory), /wrong\.ts.*not assignable/, 'tsc sees the types of the package');

  run(process.execPath, [join(directory, 'node_modules/vite/bin/vite.js'), 'build'], directory);
  const assets = readdirSync(join(directory, 'dist/assets')).filter(name => name.endsWith('.js'));
  assert.equal(assets.length, 1, 'one bundle');
  assert.doesNotMatch(readFileSync(join(directory, 'dist/assets', assets[0]), 'utf8'), /@actors\/client/, 'no import is left');

  const world = await Server.start(temporary(), await freePort());
  t.after(() => world.kill());
  const page = await serve(t, directory);
  const browser = spawn(CHROMIUM, ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${temporary()}`, '--remote-debugging-port=0', `${page.url}?server=${encodeURIComponent(world.url)}`], { stdio: 'ignore' });
  const ended = new Promise(resolve => browser.once('exit', resolve));
  t.after(() => {
    browser.kill('SIGKILL');
    return ended;
  });
  await page.tells('room plaza');
  await page.tells('took true');
});
