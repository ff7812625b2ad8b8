// The game that every Node peer serves: players walk at 5 units a second within +-50 on both axes.
const milli = (value) => Math.round(value * 1000) / 1000;
const clamp = (value) => Math.max(-50, Math.min(50, value));

export const tickMilliseconds = 50;
export const port = Number(process.env.PORT ?? 3000);

export class Arena {
  players = new Map();
  #nextId = 1;

  join() {
    const player = { id: String(this.#nextId++), x: 0, y: 0, vx: 0, vy: 0, ack: 0 };
    this.players.set(player.id, player);
    return player;
  }

  leave(player) {
    this.players.delete(player.id);
  }

  input(player, { sequenceNumber, movement: { x, y } }) {
    if (Math.abs(x) > 1 || Math.abs(y) > 1) return;
    player.vx = x * 5;
    player.vy = y * 5;
    player.ack = sequenceNumber;
  }

  step() {
    for (const player of this.players.values()) {
      player.x = clamp(player.x + (player.vx * tickMilliseconds) / 1000);
      player.y = clamp(player.y + (player.vy * tickMilliseconds) / 1000);
    }
  }

  state() {
    const players = [];
    for (const { id, x, y, vx, vy, ack } of this.players.values())
      players.push({
        id,
        position: { x: milli(x), y: milli(y) },
        velocity: { x: milli(vx), y: milli(vy) },
        lastProcessedInput: ack,
      });
    return { type: 'state', timestamp: Date.now(), players };
  }
}

// One arena for each room name, created when the first player joins.
export class Arenas {
  rooms = new Map();

  get(name) {
    let room = this.rooms.get(name);
    if (!room) this.rooms.set(name, (room = { name, arena: new Arena(), members: new Set() }));
    return room;
  }

  // Calls `publish(room)` for each room with players after each step; a late timer does not drift.
  run(publish) {
    let due = performance.now();
    const tick = () => {
      for (const room of this.rooms.values()) {
        if (room.members.size === 0) continue;
        room.arena.step();
        publish(room);
      }
      due = Math.max(due + tickMilliseconds, performance.now() - 5 * tickMilliseconds);
      setTimeout(tick, Math.max(0, due - performance.now()));
    };
    setTimeout(tick, tickMilliseconds);
  }
}
