// What is at a place of the room, and what can be done with it.
import { outwardOf } from './exits.js';

/** Units around a thing within which a finger selects it. */
const SLACK = 0.35;
/** Units between things that lie together. */
const TOGETHER = 0.5;

/** The things at a place, `[{ type, id, name, x, y, thing }]`, those that are most likely meant first: the nearest, and of those that lie together the creature, the item, the player, the resource. */
export function thingsAt(picture, at) {
  const { room, players, creatures, items, nodes } = picture;
  const within = (type, all, radiusOf, nameOf) => all.filter(thing => far(thing, at) <= radiusOf(thing) + SLACK).map(thing => made(type, thing, nameOf(thing)));
  const loose = [
    ...within('creature', creatures.filter(creature => !creature.isDead), () => 0.6, one => one.name), ...within('item', items, () => 0.45, one => one.name),
    ...within('player', players.filter(player => !player.isMine), () => 0.5, one => one.name), ...within('node', nodes.filter(node => node.left > 0), one => one.radius, one => one.resource),
  ].sort((one, other) => Math.floor(far(one, at) / TOGETHER) - Math.floor(far(other, at) / TOGETHER));
  return [
    ...loose, ...within('player', players.filter(player => player.isMine), () => 0.5, one => one.name), ...exitsAt(room, at),
    ...within('scenery', room.scenery.filter(thing => thing.radius), one => one.radius - SLACK, one => worded(one.kind)), ...boxesAt(room, at),
  ];
}

/** The first of them, or null: the bare ground. */
export const thingAt = (picture, at) => thingsAt(picture, at)[0] ?? null;

const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
const idOf = thing => thing.id ?? thing.index ?? thing.direction ?? thing.kind;
const made = (type, thing, name) => ({ type, id: idOf(thing), name, x: thing.x, y: thing.y, thing });
export const worded = kind => kind.replaceAll(/[-_]/g, ' ');

function exitsAt(room, at) {
  return room.exits.filter(one => {
    const way = outwardOf(room, one), along = way.isSide ? Math.abs(at.y - one.y) : Math.abs(at.x - one.x), out = (at.x - one.x) * way.x + (at.y - one.y) * way.y;
    return along <= one.width / 2 + SLACK && out > -1 && out < 3;
  }).map(exit => madeExit(room, exit));
}

const madeExit = (room, exit) => made('exit', { ...exit, out: outwardOf(room, exit) }, exit.title);

function boxesAt(room, at) {
  return room.scenery.filter(one => one.width && Math.abs(one.x - at.x) <= one.width / 2 && Math.abs(one.y - at.y) <= one.height / 2).map(thing => made('scenery', thing, worded(thing.kind)));
}

/** Verbs that the page offers itself, and verbs that have nothing to do with pointing. */
const KNOWN = new Set(['attack', 'fire', 'whisper', 'examine', 'take', 'use', 'drop', 'gather', 'go', 'face', 'move', 'buy']);
/** What a verb for that type of thing wants, in the words of the server's help. */
const WANTED = { player: 'PLAYER', creature: 'CREATURE', carried: 'ITEM', exit: 'DIRECTION' };

/**
 * What can be done with a thing, the likeliest first: of `[{ label, line, says }]` the line is typed, and shown as `says`; `task` is an errand, and `prompt` begins a line for the player to type.
 * @param verbs of `verbsOf`: those of the world's own rules are offered where they fit
 */
export function offersOf(pointed, { isSafe = false, verbs = [] } = {}) {
  const { type, name, thing } = pointed, wanted = thing.isMine ? undefined : WANTED[type], named = type === 'exit' ? thing.direction : name;
  const ofRules = verbs.filter(({ verb, wants }) => wanted && wants.length === 1 && wants[0] === wanted && !KNOWN.has(verb))
    .map(({ verb }) => ({ label: verb[0].toUpperCase() + verb.slice(1), line: `${verb} ${named}` }));
  const [first, ...others] = ofPage(pointed, isSafe);
  return first ? type === 'creature' ? [...ofRules, first, ...others] : [first, ...ofRules, ...others] : ofRules;
}

function ofPage({ type, name, thing }, isSafe) {
  switch (type) {
    case 'item': return [ofItem('take', thing), ofItem('examine', thing)];
    case 'carried': return [ofItem('use', thing), ofItem('drop', thing), ofItem('examine', thing)];
    case 'creature': return [...fighting('creatures', thing), { label: 'Examine', line: `examine ${name}` }];
    case 'player': return thing.isMine ? [{ label: 'Look around', line: 'look' }, { label: 'Say something', prompt: 'say ' }] : [
      { label: 'Whisper', prompt: `whisper ${name} ` }, { label: 'Examine', line: `examine ${name}` },
      ...(isSafe ? [] : fighting('players', thing))];
    case 'node': return [{ label: `Gather ${name}`, task: { kind: 'gather', index: thing.index } }];
    case 'exit': return [{ label: `Go ${thing.direction}`, line: `go ${thing.direction}` }, { label: 'Walk there', task: { kind: 'leave', x: thing.x, y: thing.y, out: thing.out } }];
    case 'scenery': return [{ label: 'Examine', line: `examine ${thing.kind}` }];
    default: return [];
  }
}

const ofItem = (verb, { id, name }) => ({ label: verb[0].toUpperCase() + verb.slice(1), line: `${verb} ${id}`, says: `${verb} ${name}` });

const fighting = (of, { id }) => [{ label: 'Attack', task: { kind: 'strike', of, id } }, { label: 'Shoot', task: { kind: 'shoot', of, id } }];

/** The same thing as it is now: it may have moved; null: it is gone. */
export function againIn(picture, { type, id }) {
  const { players, creatures, items, nodes, room } = picture;
  const [all, nameOf] = {
    player: [players, one => one.name], creature: [creatures, one => one.name], item: [items, one => one.name], node: [nodes, one => one.resource],
    exit: [room.exits, one => one.title], scenery: [room.scenery, one => worded(one.kind)],
  }[type];
  const found = all.find(one => idOf(one) === id);
  return !found ? null : type === 'exit' ? madeExit(room, found) : made(type, found, nameOf(found));
}

/** Things that are near enough to be chosen by keyboard, the nearest first. */
export function nearby(picture, reach = 6) {
  const { me, creatures, items, nodes, players, room } = picture;
  if (!me) return [];
  const all = [
    ...creatures.filter(one => !one.isDead).map(one => made('creature', one, one.name)), ...items.map(one => made('item', one, one.name)),
    ...players.filter(one => !one.isMine).map(one => made('player', one, one.name)),
    ...nodes.filter(one => one.left > 0).map(one => made('node', one, one.resource)), ...room.exits.map(one => madeExit(room, one)),
  ];
  return all.filter(thing => far(thing, me) <= reach).sort((one, other) => far(one, me) - far(other, me));
}
