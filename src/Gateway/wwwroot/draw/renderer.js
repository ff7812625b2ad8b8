// Draws a picture of the scene: the ground, what lies, grows, lives and flies on it, darkness over all of it, and names above that.
import { Camera } from './camera.js';
import { drawBubbles, drawHealth, Labels } from './labels.js';
import { drawCreature } from './creatures.js';
import { drawEffects, drawFloats } from './effects.js';
import { drawItem, drawNode, drawShot } from './things.js';
import { drawGoal, drawMarker, drawPlayer } from './people.js';
import { Ground } from './ground.js';
import { Light } from './light.js';
import { outwardOf } from '../model/exits.js';
import { skyAt } from './daylight.js';
import { themeOf } from './themes.js';

const OWN_LIGHT = 5.5, SHOT_LIGHT = 2.5, ITEM_NAMES_WITHIN = 8;

export class Renderer {
  #canvas; #draw; #ground = new Ground(); #light = new Light(); #labels = new Labels(); #tremor = 0;
  camera = new Camera();
  /** How far panels reach in from each side, in pixels. */
  insets = { top: 0, right: 0, bottom: 0, left: 0 };
  /** Rectangles that panels cover: no name is put there. */
  panels = [];
  textSize = 1;
  isCalm = false;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#draw = canvas.getContext('2d', { alpha: false });
  }

  /** Shakes the view, as a blow does. */
  shake() { if (!this.isCalm) this.#tremor = 1; }

  /** @param hour of the day */
  draw(picture, hour) {
    const draw = this.#draw, camera = this.camera, { room, me, now } = picture;
    camera.follow(this.#canvas, room, me, this.insets);
    if (this.#tremor > 0.02) {
      camera.x += Math.sin(now / 13) * 0.12 * this.#tremor;
      camera.y += Math.cos(now / 11) * 0.12 * this.#tremor;
      this.#tremor *= 0.86;
    }
    camera.enter(draw);
    this.#ground.draw(draw, room, camera);
    this.#world(picture);
    this.#light.draw(draw, camera, themeOf(room).ambient ?? skyAt(hour), this.#lights(picture), now);
    this.#above(picture);
    if (me?.isDead) this.#veil('#2a0d0ca0');
    if (!picture.isConnected) this.#veil('#0b0d0eb0');
  }

  #world({ room, players, creatures, items, nodes, shots, effects, pointed, goal, now }) {
    const draw = this.#draw, camera = this.camera, pixels = camera.scale * camera.ratio, seen = thing => camera.sees(thing);
    for (const exit of room.exits) if (seen(exit)) this.#exit(room, exit, now);
    for (const node of nodes) if (seen(node)) drawNode(draw, node, node.left, pixels);
    for (const item of items) if (seen(item)) drawItem(draw, item, pixels, this.isCalm ? 0 : now);
    if (goal) drawGoal(draw, goal, this.isCalm ? 0 : now);
    if (pointed) drawMarker(draw, pointed, '#ffffffcc', Math.sin(now / 150) * 0.04);
    for (const creature of creatures) if (seen(creature)) drawCreature(draw, creature);
    for (const player of players) if (player.isDead && seen(player)) drawPlayer(draw, player);
    for (const player of players) {
      if (player.isDead || !seen(player)) continue;
      if (player.isMine) drawMarker(draw, player, '#f2c14e', Math.sin(now / 300) * 0.03);
      drawPlayer(draw, player);
    }
    for (const shot of shots) if (seen(shot)) drawShot(draw, shot);
    drawEffects(draw, effects);
  }

  /** The opening breathes, so that one sees where one can go. */
  #exit(room, exit, now) {
    const way = outwardOf(room, exit), draw = this.#draw, half = exit.width / 2;
    draw.globalAlpha = this.isCalm ? 0.3 : 0.22 + Math.sin(now / 420) * 0.12;
    draw.fillStyle = '#ffe08a';
    if (way.isSide) draw.fillRect(exit.x - (way.x > 0 ? 0.5 : 0), exit.y - half, 0.5, exit.width);
    else draw.fillRect(exit.x - half, exit.y - (way.y > 0 ? 0.5 : 0), exit.width, 0.5);
    draw.globalAlpha = 1;
  }

  #lights({ me, shots, items }) {
    const lights = [...this.#ground.lights];
    if (me) lights.push({ x: me.x, y: me.y, reach: OWN_LIGHT, colour: '#ffe6b8', flickers: false });
    for (const { x, y } of shots) lights.push({ x, y, reach: SHOT_LIGHT, colour: '#ffb34d', flickers: true });
    for (const { kind, x, y } of items) if (/lamp|candle|torch/.test(kind)) lights.push({ x, y, reach: 4, colour: '#ffd98a', flickers: true });
    return lights;
  }

  #above({ room, me, players, creatures, items, pointed, bubbles, effects, now }) {
    const draw = this.#draw, camera = this.camera;
    const taken = [...this.panels, ...drawBubbles(draw, camera, bubbles, this.textSize, now)];
    for (const creature of creatures) if (!creature.isDead && creature.health < creature.maxHealth && camera.sees(creature)) drawHealth(draw, camera, creature, 0.95, creature.health / creature.maxHealth, false);
    for (const player of players) if (!player.isDead && (player.isMine || player.health < player.maxHealth) && camera.sees(player)) drawHealth(draw, camera, player, 1, player.health / player.maxHealth, player.isMine);
    this.#labels.textSize = this.textSize;
    this.#labels.draw(draw, camera, this.#names(room, me, players, creatures, items, pointed), taken, now);
    drawFloats(draw, camera, effects, this.textSize);
  }

  #names(room, me, players, creatures, items, pointed) {
    const camera = this.camera, far = ({ x, y }) => me ? Math.hypot(x - me.x, y - me.y) : 10, labels = [];
    const isPointed = (type, id) => pointed?.type === type && pointed.id === id;
    for (const exit of room.exits) {
      if (!camera.sees(exit, 3)) continue;
      const way = outwardOf(room, exit), inwards = { x: exit.x - way.x * 2.6, y: exit.y - way.y * 0.6 };
      labels.push({ key: `exit ${exit.direction}`, text: `${ARROWS[exit.direction] ?? '→'} ${exit.title}`, style: 'exit', at: inwards, above: way.y > 0 ? 0.4 : way.y < 0 ? -0.9 : 0, below: 1, priority: 900 - far(exit) });
    }
    for (const player of players) {
      if (!camera.sees(player)) continue;
      labels.push({ key: `player ${player.id}`, text: player.name, style: player.isMine ? 'me' : 'player', at: player, above: player.isMine || player.health < player.maxHealth ? 1.2 : 0.85, below: 2.4, priority: player.isMine ? 1000 : isPointed('player', player.id) ? 950 : 600 - far(player), alpha: player.isDead ? 0.6 : 1 });
    }
    for (const creature of creatures) {
      if (creature.isDead || !camera.sees(creature)) continue;
      labels.push({ key: `creature ${creature.id}`, text: creature.name, style: 'creature', at: creature, above: creature.health < creature.maxHealth ? 1.15 : 0.8, below: 2.1, priority: isPointed('creature', creature.id) ? 940 : 400 - far(creature) });
    }
    for (const item of items) {
      const pointedAt = isPointed('item', item.id);
      if (camera.sees(item) && (pointedAt || far(item) < ITEM_NAMES_WITHIN)) labels.push({ key: `item ${item.id}`, text: item.name, style: 'item', at: item, above: -1.15, priority: pointedAt ? 930 : 200 - far(item) });
    }
    if (pointed && (pointed.type === 'scenery' || pointed.type === 'node')) labels.push({ key: `${pointed.type} ${pointed.id}`, text: pointed.name, style: 'thing', at: pointed, above: (pointed.thing.radius ?? pointed.thing.height / 2) + 0.3, priority: 920 });
    return labels;
  }

  #veil(colour) {
    const draw = this.#draw, { ratio, width, height } = this.camera;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.fillStyle = colour;
    draw.fillRect(0, 0, width, height);
  }
}

const ARROWS = { north: '↑', south: '↓', east: '→', west: '←', northeast: '↗', northwest: '↖', southeast: '↘', southwest: '↙', up: '⇑', down: '⇓', in: '⌂', out: '⌂' };
