// The page: finds the server, asks who plays, and starts the game. Everything in it is plain modules that a browser loads as they are; `game-client.js` is the library of clients/js.
import { GameClient } from './game-client.js';
import { addressOf } from './lib/addresses.js';
import { askName, askTab } from './ui/dialogs.js';
import { ConnectionStatus } from './ui/connection.js';
import { Ended } from './ui/ended.js';
import { ofBrowser } from './who/memory.js';
import { letGo } from './who/seat.js';
import { optionsOf, Who } from './who/who.js';
import { play } from './play.js';
import { qualityOf, socketsOver } from './net/line.js';
import { serverUrl } from './net/server.js';
import { Settings } from './ui/settings.js';

const query = new URLSearchParams(location.search);
const ended = new Ended(document.getElementById('ended')), connection = new ConnectionStatus();

async function start() {
  const settings = new Settings(ofBrowser, media => matchMedia(media).matches);
  settings.watch(({ contrast, text }) => Object.assign(document.documentElement.dataset, { contrast, text }));
  const server = addressOf(await serverUrl(query)), identity = new Who(server.origin, query.get('name'), { name: askName, tab: askTab });
  const { who, seat } = await identity.choose();
  // Every byte goes through a line that counts it and is as bad as the page's address asks for.
  const traffic = { received: 0, sent: 0 }, quality = qualityOf(query);
  const game = new GameClient(server, { room: query.get('room') ?? undefined, WebSocket: socketsOver(quality, traffic), ...optionsOf(who) });
  play(game, { query, server, settings, connection, traffic, quality });
  keepSeat(game, seat, identity);
  game.connect();
}

/** While another tab plays the player, this one does not reconnect by itself; and however the connection ends, there is a way to go on. */
function keepSeat(game, seat, identity) {
  const again = async () => {
    await seat.takeOver();
    if (game.ending.code === 'closed_by_you') location.reload();
    else game.connect();
  };
  const another = async () => {
    await identity.become(await askName());
    location.reload();
  };
  seat.onLost = () => letGo(game, seat);
  game.on('state', ({ state, code, reason }) => {
    if (state === 'reconnecting') letGo(game, seat);
    if (state === 'connecting') ended.hide();
    if (state !== 'closed') return;
    if (code === 'session_replaced' || code === 'closed_by_you')
      ended.show(`${game.player?.name ?? 'This player'} is played somewhere else now: in another tab, or on another device.`, 'Play here again', { again, another });
    else ended.show(`Not connected: ${reason}`, 'Try again', { again });
  });
}

start().catch(problem => {
  connection.show({ state: 'closed', reason: problem.message });
  ended.show(problem.message, '', {});
});
