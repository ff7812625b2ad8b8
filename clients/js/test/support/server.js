// The real server, as a process on free ports with a world of its own.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// It takes effect only when something is wrong.
const PATIENCE_MS = 90_000;
const CLIENT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const REPOSITORY = join(CLIENT, '../..');

/** The newest build: the tests run the last one. */
function program() {
  const bin = join(REPOSITORY, 'src/Gateway/bin');
  const built = !existsSync(bin) ? [] : readdirSync(bin, { recursive: true }).map(name => join(bin, name)).filter(path => path.endsWith('/Actors.Gateway.dll'));
  if (!built.length) throw new Error('Build the server first: dotnet build src/Gateway');
  return built.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
}

export class Server {
  #process; #output = '';

  static async start(directory, port, ...options) {
    const server = new Server();
    await server.#launch(directory, port, options);
    return server;
  }

  get url() { return `ws://localhost:${this.port}/`; }

  async #launch(directory, port, options) {
    const dll = program();
    this.#process = spawn('dotnet', [dll, `--Actors:Data=${join(directory, 'world.db')}`, '--Actors:Http:Address=127.0.0.1', '--Actors:Http:Port=0',
      `--Actors:WebSockets:main:Port=${port}`, '--Actors:WebSockets:mud:Port=0', '--Actors:WebSockets:collector:Port=0', '--Actors:WebSockets:packets:Port=0', '--Actors:SocketIO:Port=0', '--Actors:Datagram:Port=0', ...options], { cwd: dirname(dll), stdio: ['ignore', 'pipe', 'pipe'] });
    await new Promise((resolve, reject) => {
      const failed = why => reject(new Error(`The server did not start (${why}):\n${this.#output}`));
      const timer = setTimeout(() => failed('too slow'), PATIENCE_MS);
      this.#process.once('exit', code => failed(`exit ${code}`));
      for (const stream of [this.#process.stdout, this.#process.stderr]) {
        stream.on('data', text => {
          this.#output += text;
          if (!/^Stop with/m.test(this.#output)) return;
          clearTimeout(timer);
          resolve();
        });
      }
    });
    this.port = Number(/websocket\s+ws:\/\/localhost:(\d+)\S*\s+\(main\)/.exec(this.#output)[1]);
    this.http = /browser\s+(http\S+)/.exec(this.#output)[1];
  }

  /** SIGKILL: it gets no chance to put anything in order. */
  kill() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return Promise.resolve();
    return new Promise(resolve => {
      this.#process.once('exit', resolve);
      this.#process.kill('SIGKILL');
    });
  }
}

/**
 * A port that was free a moment ago, for a server that must be able to return to it: below the kernel's ports for connections, so that no connection takes it
 * meanwhile.
 */
export const freePort = () => new Promise(resolve => {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const probe = createServer().listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
  probe.once('error', () => resolve(freePort()));
});

/** A directory that is removed at the end of the tests: by then nobody writes into it any more, or will not for long. */
export function temporary() {
  const directory = mkdtempSync(join(tmpdir(), 'actors-js-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return directory;
}

/** Runs a program to its end; throws its output if the exit code is not 0. */
export function run(program, args, cwd = CLIENT) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

/** Installs npm packages that only some tests need, when the first of those tests runs. */
export function installed() {
  if (!existsSync(join(CLIENT, 'node_modules/ws')) || !existsSync(join(CLIENT, 'node_modules/typescript'))) run('npm', ['ci', '--no-audit', '--no-fund']);
  return CLIENT;
}

/** Resolves when the probe of a listener to these events succeeds. */
export function until(game, types, probe, what) {
  return new Promise((resolve, reject) => {
    const stops = [];
    const end = (settle, value) => {
      for (const stop of stops) stop();
      clearTimeout(timer);
      settle(value);
    };
    const timer = setTimeout(() => end(reject, new Error(`Not seen: ${what ?? probe}`)), PATIENCE_MS);
    const look = detail => {
      const found = probe(detail);
      if (found) end(resolve, found);
    };
    for (const type of types) stops.push(game.on(type, look));
  });
}
