// The same as tests/Client does with the client in C#: what is sent and done, when, and what results.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { HALL, keyframe, start } from './support/fakes.js';

const { scenarios } = JSON.parse(readFileSync(new URL('../../vectors/sessions.json', import.meta.url), 'utf8'));

const near = (actual, expected, what) => assert.ok(Math.abs(actual - expected) < 1e-9, `${what}: ${actual} is not ${expected}`);
const nearPoint = (actual, [x, y], what) => { near(actual.x, x, `${what}, x`); near(actual.y, y, `${what}, y`); };

class Run {
  answers = []; waits = []; lines = []; errors = [];

  constructor(options = {}) {
    const { json, deltas, area, random, dateAhead, ...rest } = options;
    Object.assign(this, start({ storage: undefined, encoding: json ? 'json' : 'msgpack', deltas: deltas ?? true, area: area ?? false, random: () => random ?? 0, ...rest,
      ...(dateAhead && { date: () => this.time.now + dateAhead }) }));
    this.game.on('state', ({ state, inMs }) => { if (state === 'reconnecting') this.waits.push(inMs); });
    this.game.on('event', ({ line }) => this.lines.push(line));
    this.game.on('error', ({ code }) => this.errors.push(code));
  }

  get socket() { return this.sockets.at(-1); }

  async step(step) {
    for (let i = step.times ?? 1; i > 0; i--) {
      for (const [what, its] of Object.entries(step)) if (this[`do_${what}`]) this[`do_${what}`](its, step);
    }
    // Answers come through promises.
    await new Promise(resolve => setImmediate(resolve));
    if (step.expect) this.expect(step.expect);
  }

  do_begin(room) { this.game.connect(); this.welcome(); this.do_room(room); }
  do_connect() { this.game.connect(); }
  do_open(protocol) { this.socket.protocol = protocol; this.socket.onopen(); }
  do_welcome(more) { this.welcome(more); }
  do_room(more) { this.socket.say({ type: 'room', room: { ...HALL, ...more } }); }
  do_say(message) { this.socket.say(message); }
  do_raw(text) { this.socket.onmessage({ data: text }); }
  do_keyframe({ tick, rat, me, ...more }) {
    this.socket.say({ ...keyframe(tick, 0, me), ...rat !== undefined && { creatures: [{ id: 3, kind: 'rat', name: 'rat', x: rat, y: 0 }] }, sequence: tick, nextEvent: 0, ...more });
  }
  do_pass(ms) { this.time.pass(ms); }
  do_hear(seconds) {
    for (let i = 0; i < seconds; i++) {
      this.time.pass(1000);
      this.socket.say({ type: 'pong', sentAt: this.time.now, serverTime: 0 });
    }
  }
  do_drop(code, { reason }) { this.socket.onclose({ code, reason: reason ?? '' }); }
  do_close() { this.game.close(); }
  do_move([x, y]) { this.game.move(x, y); }
  do_face(angle) { this.game.face(angle); }
  do_attack({ angle, target }) { this.game.attack(angle, target); }
  do_fire({ angle }) { this.game.fire(angle); }
  do_command(asked) {
    const index = this.answers.push(null) - 1;
    this.game.command(asked).then(({ ok, text, code }) => { this.answers[index] = ok ? text : code; });
  }

  expect(expected) {
    const { game, socket } = this, isMe = player => player.id === game.player.id;
    const checks = {
      protocols: its => assert.deepEqual(socket.protocols, its),
      connections: its => assert.equal(this.sockets.length, its),
      state: its => assert.equal(game.state, its),
      ending: its => assert.equal(game.ending?.code ?? null, its),
      closedWith: its => assert.equal(socket.closed, its),
      waits: its => assert.deepEqual(this.waits, its),
      sent: its => { for (const [type, messages] of Object.entries(its)) assert.deepEqual(socket.of(type), messages); },
      count: its => { for (const [type, count] of Object.entries(its)) assert.equal(socket.of(type).length, count); },
      most: its => { for (const [type, count] of Object.entries(its)) assert.ok(socket.of(type).length <= count, `${socket.of(type).length} ${type}`); },
      last: its => { for (const [type, message] of Object.entries(its)) assert.deepEqual(socket.of(type).at(-1), message); },
      answers: its => assert.deepEqual(this.answers, its),
      lastAnswer: its => assert.equal(this.answers.at(-1), its),
      lines: its => assert.deepEqual(this.lines, its),
      errors: its => assert.deepEqual(this.errors, its),
      own: its => assert.deepEqual(game.own, its),
      ping: its => near(game.ping, its, 'ping'),
      clockOffset: its => near(game.clockOffset, its, 'clock offset'),
      pending: its => assert.equal(game.isSteeringPending, its),
      predicted: its => nearPoint(game.predicted, its, 'predicted'),
      me: its => nearPoint(game.view().players.find(isMe), its, 'me'),
      rat: its => near(game.view().creatures[0].x, its, 'rat'),
      newest: its => {
        if (!its) return assert.equal(game.newest, null);
        const { player, ...state } = its;
        for (const [name, value] of Object.entries(state)) assert.deepEqual(game.newest[name], value, name);
        for (const [name, value] of Object.entries(player ?? {})) near(game.newest.players.find(isMe)[name], value, name);
      },
    };
    for (const [what, its] of Object.entries(expected)) checks[what](its);
  }
}

for (const { name, options, steps } of scenarios) {
  test(`session: ${name}`, async () => {
    const run = new Run(options);
    for (const [index, step] of steps.entries()) {
      try {
        await run.step(step);
      } catch (problem) {
        problem.message = `step ${index}, ${JSON.stringify(step)}: ${problem.message}`;
        throw problem;
      }
    }
  });
}
