// The states of a room as the server sends them: keyframes, or deltas from the one that we have. Both result in a whole state.
//
// Walking players are moved on at their known velocity, in whole millionths of a unit, exactly as the server assumes that we do; it sends a correction only if
// it is more than a thousandth. An occasional hash proves that our state is the one that the server assumes.

const KINDS = [null, 'keyframe', 'delta', 'areaKeyframe', 'areaDelta'];
const CHANGES = ['hash', 'players', 'newPlayers', 'gonePlayers', 'creatures', 'newCreatures', 'goneCreatures', 'newItems', 'goneItems', 'nodes',
  'projectiles', 'newProjectiles', 'goneProjectiles', 'components'];
const HOLDERS = ['room', 'players', 'creatures', 'nodes', 'items'];
const MICRO = 1e6, MILLI = 1e3;

// The rows of MessagePack: what each column is, and the divisor of a number; ids of players are text, as in JSON.
const COLUMNS = {
  keyframe: ['type', 'room', 'sequence', 'tick', 'nextEvent', 'serverTime', 'players', 'creatures', 'items', 'nodes', 'projectiles', 'components'],
  delta: ['type', 'from', 'frames', 'ticks', 'events', 'milliseconds', 'changes'],
  areaKeyframe: ['type', 'room', 'sequence', 'tick', 'nextEvent', 'serverTime', 'nodes', 'cells', 'components'],
  areaDelta: ['type', 'from', 'frames', 'ticks', 'events', 'milliseconds', 'nodes', 'outOfSight', 'cells', 'components'],
};
const PLAYER = [['id', String], ['name'], ['x', MICRO], ['y', MICRO], ['vx', MILLI], ['vy', MILLI], ['facing', MILLI], ['health'], ['maxHealth'], ['score'],
  ['wood'], ['stone'], ['food'], ['gold'], ['lastInput']];
const CREATURE = [['id'], ['kind'], ['name'], ['x', MILLI], ['y', MILLI], ['facing', MILLI], ['health'], ['maxHealth']];
const ITEM = [['id'], ['kind'], ['name'], ['x', MILLI], ['y', MILLI]];
const PROJECTILE = [['id'], ['owner', String], ['x', MILLI], ['y', MILLI], ['angle', MILLI]];

/** A message of either encoding with its names, as JSON has them; a message that is not a state is unchanged. */
export function named(message) {
  if (!Array.isArray(message)) return message;
  const type = KINDS[message[0]];
  if (!type) return null;
  const state = Object.fromEntries(COLUMNS[type].map((name, i) => [name, message[i]]));
  state.type = type;
  state.components = held(state.components);
  if (type === 'keyframe') {
    state.players = rows(state.players, PLAYER);
    state.creatures = rows(state.creatures, CREATURE);
    state.items = rows(state.items, ITEM);
    state.projectiles = rows(state.projectiles, PROJECTILE);
  } else if (type === 'delta') state.changes = decoded(state.changes);
  else state.cells = state.cells.map((its, i) => i % 2 ? decoded(its) : its);
  return state;
}

const decoded = changes => Object.fromEntries(Object.entries(changes).map(([code, its]) => [CHANGES[code], CHANGES[code] === 'components' ? held(its) : its]));

const held = components => components && Object.fromEntries(Object.entries(components).map(([code, its]) => [HOLDERS[code], its]));

/** The known state of a room: all of it as one part, or each of its cells that are in sight. */
export class States {
  #head = null; #nodes = []; #parts = new Map(); #ofRoom = NONE; #ofNodes = [];

  clear() { this.#head = null; }

  /** Whether there is a state that deltas can build on. */
  get hasState() { return this.#head !== null; }

  /** The state after a message; null if it does not build on ours, or if its hash shows that ours differs: then no state is known. */
  take(message, stepMs) {
    const isWhole = message.type === 'keyframe' || message.type === 'areaKeyframe';
    if (!isWhole && this.#head?.sequence !== message.from) this.#head = null;
    else if (isWhole ? this.#begin(message) : this.#advance(message, stepMs)) return this.#whole();
    this.#head = null;
    return null;
  }

  #begin(message) {
    const { room, sequence, tick, nextEvent, serverTime, nodes, players, creatures, items, projectiles, components } = message;
    this.#head = { type: 'keyframe', room, sequence, tick, nextEvent, serverTime };
    this.#nodes = nodes;
    this.#parts = new Map();
    this.#ofRoom = NONE;
    this.#ofNodes = nodes.map(() => NONE);
    this.#dress(components);
    if (message.type === 'areaKeyframe') return this.#cells(message.cells, 0);
    this.#parts.set(0, dressed({ players: bare(players), creatures: bare(creatures), items: bare(items), projectiles }, components));
    return true;
  }

  #advance({ type, frames, ticks, events, milliseconds, changes, nodes, outOfSight, cells, components }, stepMs) {
    const { room, sequence, tick, nextEvent, serverTime } = this.#head;
    this.#head = { type: 'keyframe', room, sequence: sequence + frames, tick: tick + ticks, nextEvent: nextEvent + events, serverTime: serverTime + milliseconds };
    const left = nodes ?? changes.nodes ?? [];
    if (left.length) this.#nodes = [...this.#nodes];
    for (let i = 0; i < left.length; i += 2) this.#nodes[left[i]] = left[i + 1];
    this.#dress(components ?? changes?.components);
    if (type === 'delta') return this.#change(0, changes, ticks * stepMs, this.#nodes);
    for (const cell of outOfSight) this.#parts.delete(cell);
    return this.#cells(cells, ticks * stepMs);
  }

  #cells(cells, milliseconds) {
    const told = new Map();
    for (let i = 0; i < cells.length; i += 2) {
      told.set(cells[i], cells[i + 1]);
      if (!this.#parts.has(cells[i])) this.#parts.set(cells[i], NOTHING);
    }
    return [...this.#parts.keys()].every(cell => this.#change(cell, told.get(cell) ?? {}, milliseconds, []));
  }

  #change(cell, changes, milliseconds, nodes) {
    const part = this.#parts.get(cell), next = {
      players: merged(walked(part.players, changes.players ?? [], milliseconds), changes.gonePlayers, bare(rows(changes.newPlayers, PLAYER))),
      creatures: merged(crept(part.creatures, changes.creatures), changes.goneCreatures, bare(rows(changes.newCreatures, CREATURE))),
      items: merged(part.items, changes.goneItems, bare(rows(changes.newItems, ITEM))),
      projectiles: merged(flown(part.projectiles, changes.projectiles), changes.goneProjectiles, rows(changes.newProjectiles, PROJECTILE)),
    };
    this.#parts.set(cell, dressed(next, changes.components));
    return changes.hash === undefined || changes.hash === hash(next, nodes);
  }

  /** The components of the room and of its nodes, which belong to no part. */
  #dress(components) {
    if (components?.room) this.#ofRoom = patched(this.#ofRoom, components.room);
    if (components?.nodes) this.#ofNodes = this.#ofNodes.map((its, node) => components.nodes[node] ? patched(its, components.nodes[node]) : its);
  }

  #whole() {
    const parts = [...this.#parts.values()], all = kind => parts.length === 1 ? parts[0][kind] : parts.flatMap(part => part[kind]);
    return { ...this.#head, players: all('players'), creatures: all('creatures'), items: all('items'), nodes: this.#nodes, projectiles: all('projectiles'),
      components: this.#ofRoom, nodeComponents: this.#ofNodes };
  }
}

const NONE = Object.freeze({});

const NOTHING = { players: [], creatures: [], items: [], projectiles: [] };

const rows = (list, columns) => list?.map(row => Array.isArray(row) ? thing(row, columns) : row) ?? [];

const thing = (row, columns) => Object.fromEntries(columns.map(([name, unit], i) => [name, !unit ? row[i] : unit === String ? String(row[i]) : row[i] / unit]));

/** A new object has no components until a message has them. */
const bare = things => things.map(one => ({ ...one, components: NONE }));

/** Objects with their changed components. */
function dressed(part, components) {
  if (!components) return part;
  const put = kind => Object.hasOwn(components, kind)
    ? part[kind].map(one => Object.hasOwn(components[kind], one.id) ? { ...one, components: patched(one.components, components[kind][one.id]) } : one)
    : part[kind];
  return { ...part, players: put('players'), creatures: put('creatures'), items: put('items') };
}

/** Changes contain each component as a whole; null means that it was removed. */
export const patched = (components, changes) => Object.freeze(Object.fromEntries(Object.entries({ ...components, ...changes }).filter(([, its]) => its !== null)));

function walked(players, numbers, milliseconds) {
  let at = 0, next = numbers.length ? numbers[at++] : -1;
  return players.map((player, index) => {
    const isNamed = index === next;
    if (!isNamed && player.vx === 0 && player.vy === 0) return player;
    const now = { ...player }, bits = isNamed ? numbers[at++] : 0;
    if (bits & 1) now.lastInput += numbers[at++];
    if (bits & 2) {
      now.vx = numbers[at++] / MILLI;
      now.vy = numbers[at++] / MILLI;
    }
    let x = whole(now.x, MICRO) + whole(now.vx, MILLI) * milliseconds, y = whole(now.y, MICRO) + whole(now.vy, MILLI) * milliseconds;
    if (bits & 4) {
      x += numbers[at++];
      y += numbers[at++];
    }
    now.x = x / MICRO;
    now.y = y / MICRO;
    if (bits & 8) now.facing = numbers[at++] / MILLI;
    if (bits & 16) now.health = numbers[at++];
    if (bits & 32) now.score = numbers[at++];
    if (bits & 64) for (const resource of ['wood', 'stone', 'food', 'gold']) now[resource] = numbers[at++];
    if (isNamed) next = at < numbers.length ? index + 1 + numbers[at++] : -1;
    return now;
  });
}

function crept(creatures, numbers) {
  if (!numbers) return creatures;
  const changed = new Map(creatures.map(creature => [creature.id, creature]));
  for (let at = 0; at < numbers.length;) {
    const now = { ...changed.get(numbers[at++]) }, bits = numbers[at++];
    if (bits & 1) {
      now.x = (whole(now.x, MILLI) + numbers[at++]) / MILLI;
      now.y = (whole(now.y, MILLI) + numbers[at++]) / MILLI;
    }
    if (bits & 2) now.facing = numbers[at++] / MILLI;
    if (bits & 4) now.health = numbers[at++];
    changed.set(now.id, now);
  }
  return [...changed.values()];
}

function flown(shots, numbers) {
  if (!numbers) return shots;
  const changed = new Map(shots.map(shot => [shot.id, shot]));
  for (let at = 0; at < numbers.length; at += 3) {
    const shot = changed.get(numbers[at]);
    if (shot) changed.set(shot.id, { ...shot, x: (whole(shot.x, MILLI) + numbers[at + 1]) / MILLI, y: (whole(shot.y, MILLI) + numbers[at + 2]) / MILLI });
  }
  return [...changed.values()];
}

/** Without removed objects, and with new and replaced ones; players stay in the order of their ids, because deltas refer to them by position. */
function merged(things, gone, put) {
  if (!gone && !put.length) return things;
  const out = new Set([...gone ?? [], ...put.map(one => one.id)].map(String));
  const left = [...things.filter(one => !out.has(String(one.id))), ...put];
  return left.sort((a, b) => Number(a.id) - Number(b.id) || 0);
}

const whole = (number, unit) => Math.round(number * unit);

/** The hash of docs/protocol.md: FNV-1a of each object over 32-bit words, summed up. */
function hash(state, nodes) {
  let sum = 0;
  const add = numbers => {
    let value = 0x811c9dc5;
    for (const number of numbers) value = Math.imul(value ^ word(number), 0x01000193);
    sum = sum + (value >>> 0) >>> 0;
  };
  for (const { id, x, y, vx, vy, facing, health, score, lastInput } of state.players)
    add([1, Number(id), whole(x, MICRO), whole(y, MICRO), whole(vx, MILLI), whole(vy, MILLI), whole(facing, MILLI), health, score, lastInput]);
  for (const { id, x, y, facing, health } of state.creatures) add([2, id, whole(x, MILLI), whole(y, MILLI), whole(facing, MILLI), health]);
  for (const { id } of state.items) add([3, ...Array.from({ length: id.length }, (_, i) => id.charCodeAt(i))]);
  nodes.forEach((left, index) => add([4, index, left]));
  for (const { id, x, y, angle } of state.projectiles) add([5, id, whole(x, MILLI), whole(y, MILLI), whole(angle, MILLI)]);
  return sum;
}

/** The lowest 32 bits, also of a larger value. */
const word = number => Number.isSafeInteger(number) ? number | 0 : Number(BigInt.asIntN(32, BigInt(number)));
