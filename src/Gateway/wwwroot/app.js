// The page: connects what the player does to the client, and what the client knows to the map, the terminal and the lists.
import { GameClient } from './game-client.js';
import { Controls } from './controls.js';
import { RoomMap } from './map.js';
import { Terminal } from './terminal.js';

const $ = id => document.getElementById(id);
const query = new URLSearchParams(location.search);

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

/** Asks once; who has played here before, or says it in the address, is not asked. */
function askName() {
  const known = query.get('name') ?? localStorage.getItem('actors-name');
  if (known !== null) return Promise.resolve(known);
  const dialog = $('name-dialog');
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener('close', () => {
    const name = $('name-input').value.trim();
    localStorage.setItem('actors-name', name);
    resolve(name);
  }, { once: true }));
}

const name = await askName();
const game = new GameClient(await serverUrl(), { name: name || undefined, room: query.get('room') ?? undefined });
const terminal = new Terminal($('terminal-log'), $('terminal-form'), $('terminal-input'), submit);
const map = new RoomMap($('map'), game);
const controls = new Controls($('map'), $('stick'), $('knob'), $('strike'), game, map, $('terminal-input'));

async function submit(line) {
  terminal.print(`> ${line}`, 'own');
  show(await game.command(line));
  refreshInventory();
}

function show(result) {
  if (!result.ok) terminal.print(result.text, 'refused');
  else if (result.room) describe(result.room);
  else if (result.who) terminal.print(`In the world: ${result.who.map(player => `${player.name} (${player.room})`).join(', ')}`);
  else if (result.inventory) terminal.print(`You carry: ${result.inventory.items.map(item => item.name).join(', ') || 'nothing'}.`);
  else if (result.text) terminal.print(result.text);
}

function describe(room) {
  terminal.print(room.title, 'room');
  terminal.print(room.description);
  terminal.print(`Exits: ${room.exits.join(', ') || 'none'}.`, 'own');
}

let asking = false;
async function refreshInventory() {
  if (asking) return;
  asking = true;
  const { inventory } = await game.command('inventory');
  asking = false;
  if (!inventory) return;
  $('inventory').replaceChildren(...inventory.items.map(item => {
    const entry = document.createElement('li');
    for (const verb of ['use', 'drop']) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = verb === 'use' ? item.name : '×';
      button.title = `${verb} ${item.name}`;
      button.addEventListener('click', () => submit(`${verb} ${item.id}`));
      entry.append(button);
    }
    return entry;
  }));
  if (!inventory.items.length) $('inventory').textContent = 'nothing yet';
}

game.on('state', ({ state, inMs, reason }) => {
  const pill = $('connection');
  pill.className = `pill ${state}`;
  pill.textContent = state === 'open' ? 'connected'
    : state === 'reconnecting' ? `not connected, again in ${(inMs / 1000).toFixed(1)} s`
    : state === 'connecting' ? 'connecting' : `not connected: ${reason ?? ''}`;
});
game.on('welcome', () => { terminal.print(`You are ${game.player.name}. Type help for what you can do.`); refreshInventory(); });
game.on('room', room => {
  $('room-title').textContent = `${room.title}, ${room.zoneTitle}`;
  document.title = `${room.title} - Actors`;
  describe({ ...room, exits: room.exits.map(exit => exit.direction) });
});
game.on('event', event => {
  if (event.line) terminal.print(event.line, ['said', 'whispered', 'shouted', 'global', 'emoted'].includes(event.event) ? 'chat' : '');
  if (event.player === game.player?.id && ['gathered', 'taken', 'dropped', 'used'].includes(event.event)) refreshInventory();
  map.happened(event);
});
game.on('error', error => terminal.print(error.text, 'refused'));
game.on('goodbye', goodbye => terminal.print(goodbye.reason, 'refused'));

let shownHere = '';
function refreshStatus() {
  const state = game.newest, me = state?.players.find(player => player.id === game.player?.id);
  if (me) {
    $('vitals').textContent = `${me.name} · health ${me.health}/${me.maxHealth} · score ${me.score} · wood ${me.wood} · stone ${me.stone} · food ${me.food} · gold ${me.gold}`
      + (game.ping === null ? '' : ` · ${Math.round(game.ping)} ms`);
    const creatures = state.creatures.filter(one => one.health > 0).map(one => one.name), kinds = [...new Set(creatures)];
    const counted = kinds.map(kind => [kind, creatures.filter(one => one === kind).length]).map(([kind, count]) => count > 1 ? `${kind} × ${count}` : kind);
    const here = [...state.players.map(player => player.name), ...counted].join('\n');
    if (here !== shownHere) {
      shownHere = here;
      $('here').replaceChildren(...here.split('\n').map(text => Object.assign(document.createElement('li'), { textContent: text })));
    }
  }
}
setInterval(refreshStatus, 250);

map.onItem = item => submit(`take ${item.id}`);
controls.start();
map.start();
game.connect();
