// The states of a room as the server tells them: whole, or as what has changed since the one that we have. Both come out whole.
//
// Who walks is moved on by the velocity that is known, in whole millionths of a unit, exactly as the server reckons that we do; it says how far we are off
// only when that is more than a thousandth. A hash now and then proves that we have what it thinks we have.

const KINDS = [null, 'keyframe', 'delta'];
const CHANGES = ['hash', 'players', 'newPlayers', 'gonePlayers', 'creatures', 'newCreatures', 'goneCreatures', 'newItems', 'goneItems', 'nodes',
  'projectiles', 'newProjectiles', 'goneProjectiles'];
const MICRO = 1e6, MILLI = 1e3;

// The rows of MessagePack: what stands in each column, and what a number is to be divided by; ids of players are text, as in JSON.
const KEYFRAME = ['type', 'room', 'sequence', 'tick', 'nextEvent', 'serverTime', 'players', 'creatures', 'items', 'nodes', 'projectiles'];
const DELTA = ['type', 'from', 'frames', 'ticks', 'events', 'milliseconds', 'changes'];
const PLAYER = [['id', String], ['name'], ['x', MICRO], ['y', MICRO], ['vx', MILLI], ['vy', MILLI], ['facing', MILLI], ['health'], ['maxHealth'], ['score'],
  ['wood'], ['stone'], ['food'], ['gold'], ['lastInput']];
const CREATURE = [['id'], ['kind'], ['name'], ['x', MILLI], ['y', MILLI], ['facing', MILLI], ['health'], ['maxHealth']];
const ITEM = [['id'], ['kind'], ['name'], ['x', MILLI], ['y', MILLI]];
const PROJECTILE = [['id'], ['owner', String], ['x', MILLI], ['y', MILLI], ['angle', MILLI]];

/** A message of either encoding with its names, as JSON has them; what is no state is as it was. */
export function named(message) {
  if (!Array.isArray(message)) return message;
  const columns = KINDS[message[0]] === 'keyframe' ? KEYFRAME : KINDS[message[0]] === 'delta' ? DELTA : null;
  if (!columns) return null;
  const state = Object.fromEntries(columns.map((name, i) => [name, message[i]]));
  state.type = KINDS[message[0]];
  if (state.type === 'keyframe') {
    state.players = rows(state.players, PLAYER);
    state.creatures = rows(state.creatures, CREATURE);
    state.items = rows(state.items, ITEM);
    state.projectiles = rows(state.projectiles, PROJECTILE);
  } else {
    state.changes = Object.fromEntries(Object.entries(state.changes).map(([code, its]) => [CHANGES[code], its]));
  }
  return state;
}

/** The state after a delta; null when it is not told from this one, or we turn out to have had another. */
export function apply(state, delta, stepMs) {
  if (!state || state.sequence !== delta.from) return null;
  const { changes } = delta, next = {
    type: 'keyframe', room: state.room, sequence: state.sequence + delta.frames, tick: state.tick + delta.ticks, nextEvent: state.nextEvent + delta.events,
    serverTime: state.serverTime + delta.milliseconds,
    players: merged(walked(state.players, changes.players ?? [], delta.ticks * stepMs), changes.gonePlayers, rows(changes.newPlayers, PLAYER)),
    creatures: merged(crept(state.creatures, changes.creatures), changes.goneCreatures, rows(changes.newCreatures, CREATURE)),
    items: merged(state.items, changes.goneItems, rows(changes.newItems, ITEM)),
    projectiles: merged(flown(state.projectiles, changes.projectiles), changes.goneProjectiles, rows(changes.newProjectiles, PROJECTILE)),
    nodes: state.nodes,
  };
  if (changes.nodes) {
    next.nodes = [...state.nodes];
    for (let i = 0; i < changes.nodes.length; i += 2) next.nodes[changes.nodes[i]] = changes.nodes[i + 1];
  }
  return changes.hash === undefined || changes.hash === hash(next) ? next : null;
}

const rows = (list, columns) => list?.map(row => Array.isArray(row) ? thing(row, columns) : row) ?? [];

const thing = (row, columns) => Object.fromEntries(columns.map(([name, unit], i) => [name, !unit ? row[i] : unit === String ? String(row[i]) : row[i] / unit]));

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

/** Without those that are gone, with those that are new or as new; players stay in the order of their ids, by which deltas count them. */
function merged(things, gone, put) {
  if (!gone && !put.length) return things;
  const out = new Set([...gone ?? [], ...put.map(one => one.id)].map(String));
  const left = [...things.filter(one => !out.has(String(one.id))), ...put];
  return left.sort((a, b) => Number(a.id) - Number(b.id) || 0);
}

const whole = (number, unit) => Math.round(number * unit);

/** As docs/protocol.md says: FNV-1a of each thing over 32-bit words, added up. */
function hash(state) {
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
  state.nodes.forEach((left, index) => add([4, index, left]));
  for (const { id, x, y, angle } of state.projectiles) add([5, id, whole(x, MILLI), whole(y, MILLI), whole(angle, MILLI)]);
  return sum;
}

/** The lowest 32 bits, also of what is larger. */
const word = number => Number.isSafeInteger(number) ? number | 0 : Number(BigInt.asIntN(32, BigInt(number)));
