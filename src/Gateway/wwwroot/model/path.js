// A path to a place around obstacles: A* over squares, then as straight as it can be walked.
import { clamp, pushOut } from '../lib/movement.js';

const CELL = 1;
const MOST_CELLS = 40_000;
const maps = new WeakMap();

/** Points to walk to one after the other, the last as near to `to` as one can stand; the straight line when no path is found. */
export function findPath(room, from, to) {
  const target = standable(room, clamp(room, to));
  if (isClear(room, from, target)) return [target];
  const map = mapOf(room), start = map.cellAt(from), goal = map.freeCellNear(target);
  const cells = goal === -1 ? null : search(map, start, goal);
  if (!cells) return [target];
  const points = [from, ...cells.slice(1, -1).map(cell => map.middleOf(cell)), target], path = [];
  for (let at = 0; at < points.length - 1;) {
    let next = points.length - 1;
    while (next > at + 1 && !isClear(room, points[at], points[next])) next--;
    path.push(points[next]);
    at = next;
  }
  return path;
}

/** Moves a point out of the scenery there. */
function standable(room, at) {
  for (let round = 0; round < 3; round++) for (const thing of room.scenery) at = clamp(room, pushOut(thing, room.playerRadius, at));
  return at;
}

const isFree = (room, at) => room.scenery.every(thing => pushOut(thing, room.playerRadius - 0.05, at) === at);

function isClear(room, from, to) {
  const steps = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 0.4);
  for (let step = 1; step <= steps; step++) if (!isFree(room, { x: from.x + (to.x - from.x) * step / steps, y: from.y + (to.y - from.y) * step / steps })) return false;
  return true;
}

function mapOf(room) {
  if (maps.has(room)) return maps.get(room);
  const columns = Math.max(1, Math.floor(room.width / CELL)), rows = Math.max(1, Math.floor(room.height / CELL)), isBlocked = new Uint8Array(columns * rows);
  const middleOf = cell => ({ x: (cell % columns + 0.5) * CELL - room.width / 2, y: (Math.floor(cell / columns) + 0.5) * CELL - room.height / 2 });
  const cellAt = ({ x, y }) => Math.min(rows - 1, Math.max(0, Math.floor((y + room.height / 2) / CELL))) * columns + Math.min(columns - 1, Math.max(0, Math.floor((x + room.width / 2) / CELL)));
  for (const thing of room.scenery) {
    const { x, y, radius, width = radius * 2, height = radius * 2 } = thing, reach = room.playerRadius + CELL;
    for (let down = y - height / 2 - reach; down <= y + height / 2 + reach; down += CELL) for (let across = x - width / 2 - reach; across <= x + width / 2 + reach; across += CELL) {
      const cell = cellAt({ x: across, y: down }), middle = middleOf(cell);
      if (pushOut(thing, room.playerRadius, middle) !== middle) isBlocked[cell] = 1;
    }
  }
  const freeCellNear = at => {
    const cell = cellAt(at);
    return !isBlocked[cell] ? cell : [...isBlocked.keys()].filter(one => !isBlocked[one]).reduce((best, one) => far(middleOf(one), at) < far(best === -1 ? { x: Infinity, y: 0 } : middleOf(best), at) ? one : best, -1);
  };
  const map = { columns, rows, isBlocked, middleOf, cellAt, freeCellNear };
  maps.set(room, map);
  return map;
}

const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);

function search({ columns, rows, isBlocked }, start, goal) {
  const cameFrom = new Map([[start, -1]]), costs = new Map([[start, 0]]), open = new Heap();
  const left = cell => { const dx = Math.abs(cell % columns - goal % columns), dy = Math.abs(Math.floor(cell / columns) - Math.floor(goal / columns)); return Math.max(dx, dy) + Math.min(dx, dy) * 0.414; };
  open.push(start, left(start));
  for (let seen = 0; open.size > 0 && seen < MOST_CELLS; seen++) {
    const cell = open.pop();
    if (cell === goal) {
      const way = [];
      for (let at = goal; at !== -1; at = cameFrom.get(at)) way.unshift(at);
      return way;
    }
    const column = cell % columns, row = Math.floor(cell / columns);
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) {
      const x = column + dx, y = row + dy, next = y * columns + x;
      if ((dx === 0 && dy === 0) || x < 0 || y < 0 || x >= columns || y >= rows || isBlocked[next]) continue;
      // Not across a corner.
      if (dx && dy && (isBlocked[row * columns + x] || isBlocked[y * columns + column])) continue;
      const cost = costs.get(cell) + (dx && dy ? 1.414 : 1);
      if (cost >= (costs.get(next) ?? Infinity)) continue;
      costs.set(next, cost);
      cameFrom.set(next, cell);
      open.push(next, cost + left(next));
    }
  }
  return null;
}

class Heap {
  #items = [];
  get size() { return this.#items.length; }

  push(value, rank) {
    const items = this.#items;
    let at = items.push({ value, rank }) - 1;
    while (at > 0 && items[(at - 1) >> 1].rank > rank) { items[at] = items[(at - 1) >> 1]; at = (at - 1) >> 1; }
    items[at] = { value, rank };
  }

  pop() {
    const items = this.#items, first = items[0].value, last = items.pop();
    if (items.length) {
      let at = 0;
      for (let next = 1; next < items.length; next = at * 2 + 1) {
        if (next + 1 < items.length && items[next + 1].rank < items[next].rank) next++;
        if (items[next].rank >= last.rank) break;
        items[at] = items[next];
        at = next;
      }
      items[at] = last;
    }
    return first;
  }
}
