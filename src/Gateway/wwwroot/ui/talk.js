// What is typed, and what the server says: each kind of line has a colour of its own, and completion knows the server's verbs and what is in sight.
import { completionsOf, verbsOf } from './completion.js';
import { Terminal } from './terminal.js';
import { worded } from '../model/offers.js';

const KINDS = {
  said: 'chat', shouted: 'chat', global: 'chat', emoted: 'chat', whispered: 'whisper', swung: 'fight', struck: 'fight', killed: 'fight', fired: 'fight', respawned: 'place',
  gathered: 'gain', taken: 'gain', used: 'gain', entered: 'own', left: 'own', dropped: 'own', barred: 'refused',
};
const $ = id => document.getElementById(id);

export class Talk {
  #game; #terminal; #picture; #carried; #verbs = [];
  /** A command that the player gave was carried out, or was refused. */
  onDone = () => {};
  onRefused = () => {};

  /** @param picture returns the scene's last picture @param carried returns what the player carries */
  constructor(game, picture, carried) {
    [this.#game, this.#picture, this.#carried] = [game, picture, carried];
    this.#terminal = new Terminal({ log: $('terminal-log'), form: $('terminal-form'), input: $('terminal-input'), list: $('suggestions') }, line => this.submit(line));
    this.#terminal.complete = line => completionsOf(line, this.#verbs, this.#names());
    game.on('welcome', () => {
      this.print(`You are ${game.player.name}. Type help for what you can do.`);
      this.#askVerbs();
    });
    game.on('room', room => this.#describe({ ...room, exits: room.exits.map(exit => exit.direction) }));
    game.on('event', ({ event, line }) => { if (line) this.print(line, KINDS[event] ?? ''); });
    game.on('error', ({ text }) => this.print(text, 'refused'));
    game.on('goodbye', ({ reason }) => this.print(reason, 'refused'));
  }

  print(text, kind = '') { this.#terminal.print(text, kind); }

  /** Of the server's help, `[{ verb, wants, help }]`. */
  get verbs() { return this.#verbs; }

  toEnd() { this.#terminal.toEnd(); }

  /** Begins a line for the player to complete. */
  begin(text) { this.#terminal.begin(text); }

  /** @param shown what the terminal shows of it: a line with an id means nothing to a reader */
  async submit(line, shown = line) {
    const game = this.#game;
    this.print(`> ${shown}`, 'own');
    const answer = game.command(line);
    if (game.state === 'connecting' || game.state === 'reconnecting') this.print('This waits until you are connected.', 'own');
    this.#show(await answer);
  }

  #show(result) {
    if (!result.ok) {
      this.print(result.text, 'refused');
      this.onRefused();
      return;
    }
    if (result.room) this.#describe(result.room);
    else if (result.who) this.print(`In the world: ${result.who.map(player => `${player.name} (${player.room})`).join(', ')}`);
    else if (result.rooms) this.print(result.rooms.map(room => `${room.id}: ${room.title}, ${room.players} of ${room.capacity}`).join('\n') || 'No room is open.');
    else if (result.inventory) this.print(`You carry: ${result.inventory.items.map(item => item.name).join(', ') || 'nothing'}.`);
    else if (result.text) this.print(result.text);
    this.onDone();
  }

  #describe({ title, description, exits }) {
    this.print(title, 'room');
    this.print(description);
    this.print(`Exits: ${exits.join(', ') || 'none'}.`, 'own');
  }

  /** The server's own list is what can be typed: rules of other worlds have verbs of their own. */
  async #askVerbs() {
    const { ok, text } = await this.#game.command('help');
    if (ok && text) this.#verbs = verbsOf(text);
  }

  #names() {
    const { room, players = [], creatures = [], items = [], me } = this.#picture() ?? {};
    return {
      ITEM: items.map(item => item.name), CARRIED: this.#carried().map(item => item.name), CREATURE: creatures.filter(one => !one.isDead).map(one => one.name),
      PLAYER: players.filter(one => one !== me).map(one => one.name),
      DIRECTION: room?.exits.map(exit => exit.direction) ?? [], RESOURCE: [...new Set(room?.nodes.map(node => node.resource))], SCENERY: [...new Set(room?.scenery.map(thing => worded(thing.kind)))],
    };
  }
}
