// Compiled, not run: valid code must compile, and marked lines must not.
import { GameClient, type CommandResult, type GameClientOptions, type Room } from '@actors/client';
import WebSocket from 'ws';

const options: GameClientOptions = {
  name: 'Ada', room: 'plaza', WebSocket, random: () => 0.5,
  freshToken: async ({ code, reason }) => code === 'token_expired' ? reason.toLowerCase() : null,
};
const game = new GameClient(new URL('ws://localhost:3000'), options);

const stop: () => void = game.on('room', (room: Room) => room.exits.map(exit => exit.direction.toUpperCase()));
game.addEventListener('event', ({ detail }) => console.log(detail.line?.length, detail.event === 'said' && detail.text), { once: true });
game.on('state', change => {
  if (change.state === 'reconnecting') console.log(change.inMs.toFixed());
  if (change.state === 'closed' && change.code === 'session_replaced') game.connect();
  // @ts-expect-error a client does not end so
  if (change.state === 'closed' && change.code === 'tired') game.connect();
  // @ts-expect-error only a loss has a wait
  console.log(change.inMs);
});
game.on('ping', ({ ping, clockOffset }) => console.log(ping + clockOffset));
for (const thing of game.room?.scenery ?? []) console.log(thing.radius !== undefined ? thing.radius * 2 : thing.width * thing.height);

const result: CommandResult = await game.command('take lamp');
if (result.ok) console.log(result.text, result.inventory?.items[0]?.kind);
else console.log(result.code === 'already_taken', result.text);

const healed = await game.command({ verb: 'heal', args: { target: 'Bob', points: 5 } });
if (!healed.ok && healed.code === 'mygame.no_mana') console.log(healed.text, game.own.mana?.points);
game.on('own', components => console.log(components.mana));
game.on('event', event => event.event === 'mygame.healed' && console.log(event.data?.points));
for (const player of game.newest?.players ?? []) console.log(player.components.aura, game.room?.components.weather, game.newest?.nodeComponents.length);

const open = await game.rooms({ set: 'match', filter: { mode: 'duel' } });
if (open.ok) await game.join(open.rooms?.find(room => room.players < room.capacity && room.shown.map === 'ruins')?.id ?? { set: 'match' });
// @ts-expect-error what rooms show are texts
game.join({ filter: { level: 3 } });
game.view()?.players.map(player => player.x + player.vx);
game.move(1, 0);
stop();
game.close();

if (game.ending) console.log(game.ending.code === 'message_too_big', game.ending.reason.length);
// @ts-expect-error there is no such event
game.on('tock', () => {});
// @ts-expect-error a room has no level
game.on('room', room => room.level);
// @ts-expect-error components are numbers
game.move('east');
// @ts-expect-error a verb is text
game.command({ verb: 7 });
// @ts-expect-error it is read only
game.state = 'open';
// @ts-expect-error a refusal has no inventory
if (!result.ok) console.log(result.inventory);
