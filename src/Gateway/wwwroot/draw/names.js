// Which names are shown, their best places, and which are more important than others: `[{ key, text, style, at, above, below, priority, alpha }]` for Labels, in units of the world.
import { outwardOf } from '../model/exits.js';

const ITEM_NAMES_WITHIN = 8;
const ARROWS = { north: '↑', south: '↓', east: '→', west: '←', northeast: '↗', northwest: '↖', southeast: '↘', southwest: '↙', up: '⇑', down: '⇓', in: '⌂', out: '⌂' };

export function namesOf({ room, me, players, creatures, items, pointed }, camera) {
  const far = ({ x, y }) => me ? Math.hypot(x - me.x, y - me.y) : 10, isPointed = (type, id) => pointed?.type === type && pointed.id === id, seen = thing => camera.sees(thing);
  const names = [
    ...room.exits.filter(exit => camera.sees(exit, 3)).map(exit => ofExit(room, exit, 900 - far(exit))),
    ...players.filter(seen).map(player => ofPlayer(player, player.isMine ? 1000 : isPointed('player', player.id) ? 950 : 600 - far(player))),
    ...creatures.filter(one => !one.isDead && seen(one)).map(creature => ofCreature(creature, isPointed('creature', creature.id) ? 940 : 400 - far(creature))),
    ...items.filter(item => seen(item) && (isPointed('item', item.id) || far(item) < ITEM_NAMES_WITHIN)).map(item => ofItem(item, isPointed('item', item.id) ? 930 : 200 - far(item))),
  ];
  if (pointed?.type === 'scenery' || pointed?.type === 'node') names.push(ofThing(pointed));
  return names;
}

function ofExit(room, exit, priority) {
  const way = outwardOf(room, exit), at = { x: exit.x - way.x * 2.6, y: exit.y - way.y * 0.6 };
  return { key: `exit ${exit.direction}`, text: `${ARROWS[exit.direction] ?? '→'} ${exit.title}`, style: 'exit', at, above: way.y > 0 ? 0.4 : way.y < 0 ? -0.9 : 0, below: 1, priority };
}

/** Above the health bar, if there is one. */
function ofPlayer(player, priority) {
  const above = player.isMine || player.health < player.maxHealth ? 1.2 : 0.85;
  return { key: `player ${player.id}`, text: player.name, style: player.isMine ? 'me' : 'player', at: player, above, below: 2.4, priority, alpha: player.isDead ? 0.6 : 1 };
}

const ofCreature = (creature, priority) =>
  ({ key: `creature ${creature.id}`, text: creature.name, style: 'creature', at: creature, above: creature.health < creature.maxHealth ? 1.15 : 0.8, below: 2.1, priority });

const ofItem = (item, priority) => ({ key: `item ${item.id}`, text: item.name, style: 'item', at: item, above: -1.15, priority });

const ofThing = pointed =>
  ({ key: `${pointed.type} ${pointed.id}`, text: pointed.name, style: 'thing', at: pointed, above: (pointed.thing.radius ?? pointed.thing.height / 2) + 0.3, priority: 920 });
