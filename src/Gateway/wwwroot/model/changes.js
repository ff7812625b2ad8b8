// What happened between two states, as far as it can be seen: who was hurt or healed, died or came back, what was gathered, taken or laid down, and what this page's player has gained.

/** Single points of health that come back by themselves are not worth showing. */
const LEAST_HEALING = 3;
const GAINS = ['wood', 'stone', 'food', 'gold', 'score'];

/** @param me the id of this page's player @returns `[{ kind, x, y, ... }]`; empty when the states are not of one room */
export function changesOf(before, after, me) {
  if (!before || before.room !== after.room) return [];
  const changes = [];
  for (const of of ['players', 'creatures']) {
    const then = byId(before[of]);
    for (const one of after[of]) if (then.has(one.id)) living(changes, of, then.get(one.id), one);
  }
  const mine = byId(before.players).get(me), now = after.players.find(player => player.id === me);
  if (mine && now) for (const what of GAINS) if (now[what] > mine[what]) changes.push({ kind: 'gained', what, amount: now[what] - mine[what], x: now.x, y: now.y });
  after.nodes.forEach((left, index) => { if (left !== before.nodes[index]) changes.push({ kind: left < before.nodes[index] ? 'gathered' : 'grown', index, left }); });
  const lay = byId(before.items), lies = byId(after.items);
  for (const item of before.items) if (!lies.has(item.id)) changes.push({ kind: 'taken', item, x: item.x, y: item.y });
  for (const item of after.items) if (!lay.has(item.id)) changes.push({ kind: 'laid', item, x: item.x, y: item.y });
  const flew = byId(before.projectiles), flies = byId(after.projectiles);
  for (const shot of after.projectiles) if (!flew.has(shot.id)) changes.push({ kind: 'shot', by: shot.owner, x: shot.x, y: shot.y });
  for (const shot of before.projectiles) if (!flies.has(shot.id)) changes.push({ kind: 'landed', x: shot.x, y: shot.y });
  return changes;
}

function living(changes, of, before, { id, x, y, health }) {
  const amount = Math.abs(health - before.health);
  if (health < before.health) changes.push({ kind: 'hurt', of, id, x, y, amount });
  if (health <= 0 && before.health > 0) changes.push({ kind: 'died', of, id, x, y });
  else if (health > 0 && before.health <= 0) changes.push({ kind: 'revived', of, id, x, y });
  else if (health - before.health >= LEAST_HEALING) changes.push({ kind: 'healed', of, id, x, y, amount });
}

const byId = things => new Map(things.map(thing => [thing.id, thing]));
