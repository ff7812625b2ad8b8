// The page: connects what the player does to the client, and what the client knows to the map, the terminal and the lists.
import { GameClient } from './game-client.js';
import { addressOf } from './lib/addresses.js';
import { Controls } from './controls.js';
import { askName, askTab } from './dialogs.js';
import { Ended } from './ended.js';
import { Inventory } from './inventory.js';
import { RoomMap } from './map.js';
import { Terminal } from './terminal.js';
import { optionsOf, Who } from './who.js';

const CHAT = ['said', 'whispered', 'shouted', 'global', 'emoted'];
const CARRIED = ['gathered', 'taken', 'dropped', 'used'];

const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);
const ended = new Ended($('ended'));

async function serverUrl() {
  if (query.get('server')) return query.get('server');
  try {
    const config = await (await fetch('config.json')).json();
    // A path alone is one of the page's own host.
    if (config.webSocketUrl) return new URL(config.webSocketUrl, location.href.replace(/^http/, 'ws')).href;
    return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.hostname}:${config.webSocketPort}/`;
  } catch {
    return `ws://${location.hostname || 'localhost'}:3000/`;
  }
}

async function start() {
  const server = addressOf(await serverUrl()), identity = new Who(server.origin, query.get('name'), { name: askName, tab: askTab });
  const { who, seat } = await identity.choose();
  const game = new GameClient(server, { room: query.get('room') ?? undefined, ...optionsOf(who) });
  play(game);
  keepSeat(game, seat, identity);
  game.connect();
}

function play(game) {
  const terminal = new Terminal($('terminal-log'), $('terminal-form'), $('terminal-input'), submit);
  const map = new RoomMap($('map'), game), inventory = new Inventory($('inventory'), game, submit);
  const controls = new Controls($('map'), $('stick'), $('knob'), $('strike'), game, map, $('terminal-input'));
  if (query.get('server')) terminal.print(`This is the page of ${location.host}; you play at ${query.get('server')}.`, 'own');

  async function submit(line) {
    terminal.print(`> ${line}`, 'own');
    const answer = game.command(line);
    if (game.state === 'connecting' || game.state === 'reconnecting') terminal.print('This waits until you are connected.', 'own');
    show(await answer);
    inventory.refresh();
  }

  function show(result) {
    if (!result.ok) terminal.print(result.text, 'refused');
    else if (result.room) describe(result.room);
    else if (result.who) terminal.print(`In the world: ${result.who.map(player => `${player.name} (${player.room})`).join(', ')}`);
    else if (result.rooms) terminal.print(result.rooms.map(room => `${room.id}: ${room.title}, ${room.players} of ${room.capacity}`).join('\n') || 'No room is open.');
    else if (result.inventory) terminal.print(`You carry: ${result.inventory.items.map(item => item.name).join(', ') || 'nothing'}.`);
    else if (result.text) terminal.print(result.text);
  }

  function describe(room) {
    terminal.print(room.title, 'room');
    terminal.print(room.description);
    terminal.print(`Exits: ${room.exits.join(', ') || 'none'}.`, 'own');
  }

  game.on('state', showState);
  game.on('welcome', () => { terminal.print(`You are ${game.player.name}. Type help for what you can do.`); inventory.refresh(); });
  game.on('room', room => {
    $('room-title').textContent = `${room.title}, ${room.zoneTitle}`;
    document.title = `${room.title} - Actors`;
    describe({ ...room, exits: room.exits.map(exit => exit.direction) });
  });
  game.on('event', event => {
    if (event.line) terminal.print(event.line, CHAT.includes(event.event) ? 'chat' : '');
    if (event.player === game.player?.id && CARRIED.includes(event.event)) inventory.refresh();
    map.happened(event);
  });
  game.on('error', error => terminal.print(error.text, 'refused'));
  game.on('goodbye', goodbye => terminal.print(goodbye.reason, 'refused'));
  map.onItem = item => submit(`take ${item.id}`);
  controls.start();
  map.start();
  // Only now is there somebody who takes what is typed.
  $('terminal-input').disabled = false;
  setInterval(() => showStatus(game), 250);
}

function showState({ state, inMs, reason }) {
  const pill = $('connection');
  pill.className = `pill ${state}`;
  pill.textContent = state === 'open' ? 'connected'
    : state === 'reconnecting' ? `not connected, again in ${(inMs / 1000).toFixed(1)} s`
    : state === 'connecting' ? 'connecting' : `not connected: ${reason ?? ''}`;
}

/** While another tab plays the player, this one does not come back by itself; and however it ends, there is a way on. */
function keepSeat(game, seat, identity) {
  const letGo = () => { if (!seat.isHeld && game.state !== 'open') game.close(); };
  const again = async () => {
    await seat.takeOver();
    if (game.ending.code === 'closed_by_you') location.reload();
    else game.connect();
  };
  const another = async () => {
    await identity.become(await askName());
    location.reload();
  };
  seat.onLost = letGo;
  game.on('state', ({ state, code, reason }) => {
    if (state === 'reconnecting') letGo();
    if (state === 'connecting') ended.hide();
    if (state !== 'closed') return;
    if (code === 'session_replaced' || code === 'closed_by_you')
      ended.show(`${game.player?.name ?? 'This player'} is played somewhere else now: in another tab, or on another device.`, 'Play here again', { again, another });
    else ended.show(`Not connected: ${reason}`, 'Try again', { again });
  });
}

let shownHere = '';
function showStatus(game) {
  const state = game.newest, me = state?.players.find(player => player.id === game.player?.id);
  if (!me) return;
  $('vitals').textContent = `${me.name} · health ${me.health}/${me.maxHealth} · score ${me.score} · wood ${me.wood} · stone ${me.stone} · food ${me.food} · gold ${me.gold}`
    + (game.ping === null ? '' : ` · ${Math.round(game.ping)} ms`);
  const creatures = state.creatures.filter(one => one.health > 0).map(one => one.name), kinds = [...new Set(creatures)];
  const counted = kinds.map(kind => [kind, creatures.filter(one => one === kind).length]).map(([kind, count]) => count > 1 ? `${kind} × ${count}` : kind);
  const here = [...state.players.map(player => player.name), ...counted].join('\n');
  if (here === shownHere) return;
  shownHere = here;
  $('here').replaceChildren(...here.split('\n').map(text => Object.assign(document.createElement('li'), { textContent: text })));
}

start().catch(problem => {
  showState({ state: 'closed', reason: problem.message });
  ended.show(problem.message, '', {});
});
