// The page of docs/connect/browser.md and the web client, unchanged, in a real browser that is controlled by its debugging protocol.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'node:test';
import { GameClient } from '../game-client.js';
import { installed, Server, temporary, until } from './support/server.js';

const client = installed();
const { WebSocket } = await import('ws');
const CHROMIUM = '/usr/bin/chromium';

/** Opens the page; returns a function that calls the debugging protocol for it. */
async function browse(t, url) {
  const browser = spawn(CHROMIUM, ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0', '--window-size=1280,800', `--user-data-dir=${temporary()}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise(resolve => browser.once('exit', resolve));
  t.after(() => {
    browser.kill('SIGKILL');
    return ended;
  });
  let said = '';
  const port = await new Promise((resolve, reject) => {
    browser.once('exit', () => reject(new Error(`Chromium ended:\n${said}`)));
    browser.stderr.on('data', text => {
      said += text;
      const found = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(said);
      if (found) resolve(found[1]);
    });
  });
  const pages = await (await fetch(`http://127.0.0.1:${port}/json/list`)).json();
  const line = new WebSocket(pages.find(page => page.type === 'page').webSocketDebuggerUrl);
  t.after(() => line.terminate());
  await new Promise(resolve => line.once('open', resolve));
  const asked = new Map(), problems = [];
  line.on('message', text => {
    const { id, result, error, method, params } = JSON.parse(text);
    if (method === 'Runtime.exceptionThrown') problems.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    asked.get(id)?.(error ? { error } : result);
  });
  let next = 1;
  const call = (method, params = {}) => new Promise(resolve => {
    asked.set(next, resolve);
    line.send(JSON.stringify({ id: next++, method, params }));
  });
  await call('Runtime.enable');
  await call('Page.enable');
  await call('Page.navigate', { url });
  return { call, problems, press: (type, key) => call('Input.dispatchKeyEvent', { type, key, code: key }) };
}

/** Watches from within the world what the player in the browser does. */
async function watchWalk(t, server, url) {
  const watcher = new GameClient(server.url, { WebSocket, name: 'Watcher' });
  t.after(() => watcher.close());
  const here = until(watcher, ['keyframe'], () => true, 'the world');
  watcher.connect();
  await here;
  const seen = () => watcher.newest?.players.find(player => player.name === 'Page');
  const coming = until(watcher, ['keyframe'], seen, 'the page in the world');
  const page = await browse(t, url);
  const { x } = await coming;
  const walking = until(watcher, ['keyframe'], () => seen()?.x > x + 1, 'the page walking east');
  // Before its own first state the page may not listen to keys yet; real keyboards repeat a held key, too.
  const pressing = setInterval(() => page.press('keyDown', 'ArrowRight'), 100);
  await walking.finally(() => clearInterval(pressing));
  const standing = until(watcher, ['keyframe'], () => seen()?.vx === 0, 'the page standing');
  await page.press('keyUp', 'ArrowRight');
  await standing;
  assert.deepEqual(page.problems, []);
  return page;
}

test('the page of docs/connect/browser.md walks', { timeout: 300_000 }, async t => {
  const directory = temporary(), server = await Server.start(directory, 0);
  t.after(() => server.kill());
  const [, page] = /```html\n([\s\S]*?)```/.exec(readFileSync(join(client, '../../docs/connect/browser.md'), 'utf8'));
  const files = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://x'), file = join(client, pathname);
    response.setHeader('content-type', pathname.endsWith('.js') ? 'text/javascript' : 'text/html');
    if (pathname === '/page.html') response.end(page);
    else if (existsSync(file)) createReadStream(file).pipe(response);
    else response.writeHead(404).end();
  });
  await new Promise(resolve => files.listen(0, '127.0.0.1', resolve));
  t.after(() => files.close());
  await watchWalk(t, server, `http://127.0.0.1:${files.address().port}/page.html?name=Page&server=${encodeURIComponent(server.url)}`);
});

test('the web client walks, and draws what it sees', { timeout: 300_000 }, async t => {
  const server = await Server.start(temporary(), 0);
  t.after(() => server.kill());
  const { call } = await watchWalk(t, server, `${server.http}?name=Page`);
  const shown = async expression => (await call('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;
  assert.equal(await shown('document.getElementById("connection").textContent'), 'connected');
  assert.match(await shown('document.getElementById("terminal-log").textContent'), /You are Page/);
  const colors = await shown(`(() => { const map = document.getElementById('map');
    return new Set(new Uint32Array(map.getContext('2d').getImageData(0, 0, map.width, map.height).data.buffer)).size; })()`);
  assert.ok(colors > 20, `${colors} colors are drawn`);
  if (process.env.ACTORS_SCREENSHOT) writeFileSync(process.env.ACTORS_SCREENSHOT, Buffer.from((await call('Page.captureScreenshot')).data, 'base64'));
});
