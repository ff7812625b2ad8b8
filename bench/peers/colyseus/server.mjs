// Colyseus with schema: it sends what has changed. Positions are quantised to 1/500 of a unit, velocities to a thousandth, which makes its patches smaller than
// with the floats of its examples.
import { Server, Room } from '@colyseus/core';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { schema, t } from '@colyseus/schema';
import { createServer } from 'node:http';
import { Arena, port, tickMilliseconds } from '../arena.mjs';

const Player = schema({ x: t.int16(), y: t.int16(), vx: t.int16(), vy: t.int16(), ack: t.uint32() }, 'Player');
const State = schema({ players: t.map(Player) }, 'State');

class ArenaRoom extends Room {
  arena = new Arena();
  bodies = new Map();
  maxClients = 1000;

  onCreate() {
    this.patchRate = tickMilliseconds;
    this.state = new State();
    this.setSimulationInterval(() => this.step(), tickMilliseconds);
    this.onMessage('input', (client, [sequenceNumber, x, y]) =>
      this.arena.input(this.bodies.get(client.sessionId), { sequenceNumber, movement: { x, y } }));
  }

  onJoin(client) {
    this.bodies.set(client.sessionId, this.arena.join());
    this.state.players.set(client.sessionId, new Player({ x: 0, y: 0, vx: 0, vy: 0, ack: 0 }));
  }

  onLeave(client) {
    this.arena.leave(this.bodies.get(client.sessionId));
    this.bodies.delete(client.sessionId);
    this.state.players.delete(client.sessionId);
  }

  step() {
    this.arena.step();
    for (const [id, body] of this.bodies) {
      const player = this.state.players.get(id);
      player.x = Math.round(body.x * 500);
      player.y = Math.round(body.y * 500);
      player.vx = Math.round(body.vx * 1000);
      player.vy = Math.round(body.vy * 1000);
      player.ack = body.ack;
    }
  }
}

class ChatRoom extends Room {
  maxClients = 1000;

  onCreate() {
    this.onMessage('line', (client, text) => this.broadcast('said', { text }));
  }
}

const server = new Server({ greet: false, transport: new WebSocketTransport({ server: createServer() }) });
server.define('arena', ArenaRoom).filterBy(['room']);
server.define('chat', ChatRoom).filterBy(['room']);
await server.listen(port, '127.0.0.1', 4096);
