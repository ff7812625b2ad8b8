// The map of a zone, as far as the player has been there: which rooms there are, and where they lie relative to each other.
import { outwardOf } from './exits.js';

const MOST_ROOMS = 300;
const GAP = 5;
const UNSEEN = { width: 16, height: 10 };

export class Zone {
  #memory; #key; #rooms;

  /** @param memory `{ get(key), set(key, text) }` @param server whose world it is */
  constructor(memory, server) {
    this.#memory = memory;
    this.#key = `actors-map:${server}`;
    this.#rooms = new Map(read(memory.get(this.#key)).map(room => [room.id, room]));
  }

  visit({ id, title, zone, width, height, exits }) {
    this.#rooms.delete(id);
    this.#rooms.set(id, { id, title, zone, width, height, exits: exits.map(({ direction, to, title: name, x, y, width: wide }) => ({ direction, to, title: name, x, y, width: wide })) });
    while (this.#rooms.size > MOST_ROOMS) this.#rooms.delete(this.#rooms.keys().next().value);
    this.#memory.set(this.#key, JSON.stringify([...this.#rooms.values()]));
  }

  /** The rooms around this one that are of its zone, and what their exits lead to. */
  around(id) { return layout(this.#rooms, id); }
}

function read(text) {
  try {
    const rooms = JSON.parse(text ?? '[]');
    return Array.isArray(rooms) ? rooms.filter(room => typeof room?.id === 'string' && Array.isArray(room.exits) && room.width > 0 && room.height > 0) : [];
  } catch {
    return [];
  }
}

/**
 * Rooms as rectangles around the current one, each beside the exit that leads to it; where two would overlap, the later one is moved further outwards.
 * @returns `[{ id, title, x, y, width, height, isKnown, from: { x, y } }]`: `from` is the exit by which it was found
 */
export function layout(rooms, start) {
  const first = rooms.get(start);
  if (!first) return [];
  const placed = [{ id: start, title: first.title, x: 0, y: 0, width: first.width, height: first.height, isKnown: true, from: null }], seen = new Set([start]);
  for (let at = 0; at < placed.length; at++) {
    const here = placed[at], room = here.isKnown && rooms.get(here.id);
    for (const exit of room?.exits ?? []) {
      if (seen.has(exit.to)) continue;
      seen.add(exit.to);
      const there = rooms.get(exit.to), isKnown = there !== undefined && there.zone === first.zone, { width, height } = isKnown ? there : UNSEEN, out = outwardOf(room, exit);
      const back = isKnown && there.exits.find(one => one.to === here.id), from = { x: here.x + exit.x, y: here.y + exit.y };
      // The exit back lies opposite, if the room has one on that side.
      const itsOut = back && outwardOf(there, back), isOpposite = back && out.x === -itsOut.x && out.y === -itsOut.y;
      const next = {
        id: exit.to, title: exit.title, width, height, isKnown, from,
        x: from.x + out.x * (GAP + width / 2) - (isOpposite && out.x === 0 ? back.x : 0), y: from.y + out.y * (GAP + height / 2) - (isOpposite && out.y === 0 ? back.y : 0),
      };
      for (let tries = 0; tries < 60 && placed.some(other => overlaps(next, other)); tries++) {
        next.x += out.x * 4;
        next.y += out.y * 4;
      }
      placed.push(next);
    }
  }
  return placed;
}

const overlaps = (one, other) => Math.abs(one.x - other.x) < (one.width + other.width) / 2 + 1 && Math.abs(one.y - other.y) < (one.height + other.height) / 2 + 1;
