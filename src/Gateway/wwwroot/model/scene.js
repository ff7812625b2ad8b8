// The view model: from what the client knows it makes, for each frame, the picture to draw. Nothing here draws, and nothing that draws knows the client.
import { changesOf } from './changes.js';
import { Effects } from './effects.js';
import { Motion } from './motion.js';

const SAY_MS = 3500, SAY_MS_A_LETTER = 45, MOST_BUBBLES = 12, SWING_MS = 260, HURT_MS = 320, DEATH_MS = 900;

export class Scene {
  #game; #motion = new Motion(); #bubbles = []; #moments = new Map(); #before = null; #picture = null; #now;
  effects = new Effects();
  /** Receives each change, `change => ...`, those of `changesOf` and `{ kind: 'event:NAME', player, isMine }` for each event of the server. For sounds. */
  onChange = () => {};
  /** The thing that is pointed at or was chosen; see offers.js. */
  pointed = null;
  /** Where the player was sent to, `{ x, y }`. */
  goal = null;

  constructor(game, now = () => performance.now()) {
    this.#game = game;
    this.#now = now;
    game.on('room', () => this.#enter());
    game.on('keyframe', state => this.#state(state));
    game.on('event', event => this.#happened(event));
  }

  /** The last picture; null before the first. */
  get picture() { return this.#picture; }

  /** The current picture; null while there is no room. */
  update() {
    const game = this.#game, room = game.room, view = game.view(), now = this.#now();
    if (!room) return null;
    this.#motion.begin(now);
    const players = (view?.players ?? []).map(player => this.#figure('players', player, now));
    const creatures = (view?.creatures ?? []).map(creature => this.#figure('creatures', creature, now)).filter(creature => creature.death < 1);
    this.#bubbles = this.#bubbles.filter(bubble => bubble.until > now);
    const bubbles = this.#bubbles.flatMap(bubble => { const at = players.find(player => player.id === bubble.player); return at ? [{ ...bubble, at }] : []; });
    return this.#picture = {
      now, room, players, creatures, bubbles, me: players.find(player => player.isMine) ?? null, items: view?.items ?? [], shots: view?.projectiles ?? [], components: view?.components ?? {},
      nodes: room.nodes.map((node, index) => ({ ...node, index, left: view?.nodes[index] ?? 0, components: view?.nodeComponents?.[index] ?? {} })),
      effects: this.effects.at(now), pointed: this.pointed, goal: this.goal, isConnected: game.state === 'open',
    };
  }

  #figure(of, one, now) {
    const isMine = of === 'players' && one.id === this.#game.player?.id, { x, y } = this.#game.direction, key = `${of}:${one.id}`, moments = this.#moments.get(key);
    // This page's player faces at once where it walks; the server says so a moment later.
    const facing = isMine && (x || y) ? Math.atan2(y, x) : one.facing, since = (moment, lasts) => moment === undefined ? 1 : Math.min(1, (now - moment) / lasts);
    const swing = since(moments?.swung, SWING_MS), isDead = one.health <= 0;
    return {
      ...one, isMine, isDead, ...this.#motion.of(key, { ...one, facing }),
      swing: swing < 1 ? swing : 0, hurt: 1 - since(moments?.hurt, HURT_MS), death: isDead ? since(moments?.died, DEATH_MS) : 0,
    };
  }

  #enter() {
    this.#bubbles = [];
    this.#before = null;
    this.#moments.clear();
    this.effects.clear();
    this.pointed = null;
    this.onChange({ kind: 'entered' });
  }

  #state(state) {
    const changes = changesOf(this.#before, state, this.#game.player?.id), now = this.#now();
    this.#before = state;
    if (!this.#picture || this.#picture.room.id !== state.room) return;
    for (const change of changes) {
      if (change.kind === 'hurt') this.#mark(change.of, change.id, 'hurt', now);
      if (change.kind === 'died') this.#mark(change.of, change.id, 'died', now);
      this.effects.show(change, this.#picture, now);
      this.onChange(change);
    }
  }

  #happened(event) {
    const now = this.#now();
    if ((event.event === 'said' || event.event === 'emoted') && event.player && event.text) {
      const bubble = { player: event.player, text: event.text, isEmote: event.event === 'emoted', since: now, until: now + SAY_MS + event.text.length * SAY_MS_A_LETTER };
      this.#bubbles = [...this.#bubbles.filter(one => one.player !== event.player), bubble].slice(-MOST_BUBBLES);
    }
    if (event.event === 'swung' && event.player) {
      this.#mark('players', event.player, 'swung', now);
      const by = this.#picture?.players.find(player => player.id === event.player);
      if (by) this.effects.swing(by.x, by.y, by.facing, now);
    }
    this.onChange({ kind: `event:${event.event}`, player: event.player, isMine: event.player === this.#game.player?.id });
  }

  #mark(of, id, what, now) {
    const key = `${of}:${id}`;
    this.#moments.set(key, { ...this.#moments.get(key), [what]: now });
  }
}
