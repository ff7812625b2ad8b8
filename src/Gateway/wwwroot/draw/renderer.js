// Draws a picture of the scene: the ground, what lies, grows, lives and flies on it, darkness over all of it, and names above that.
import { Camera } from './camera.js';
import { drawBubbles, drawHealth, Labels } from './labels.js';
import { drawCreature } from './creatures.js';
import { drawEffects, drawFloats } from './effects.js';
import { drawItem, drawNode, drawShot } from './things.js';
import { drawGoal, drawMarker, drawPlayer } from './people.js';
import { Ground } from './ground.js';
import { Light } from './light.js';
import { namesOf } from './names.js';
import { outwardOf } from '../model/exits.js';
import { skyAt } from './daylight.js';
import { themeOf } from './themes.js';

const OWN_LIGHT = 5.5, SHOT_LIGHT = 2.5;

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

  /** Shakes the view, as for a blow. */
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
    for (const node of nodes) if (seen(node)) drawNode(draw, node, pixels);
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

  /** The opening pulses, so that players see where they can go. */
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

  #above(picture) {
    const draw = this.#draw, camera = this.camera, { players, creatures, bubbles, effects, now } = picture;
    const taken = [...this.panels, ...drawBubbles(draw, camera, bubbles, this.textSize, now)], isHurt = one => one.health < one.maxHealth;
    const bar = (one, above) => { if (!one.isDead && camera.sees(one)) drawHealth(draw, camera, one, above, one.health / one.maxHealth, one.isMine); };
    for (const creature of creatures) if (isHurt(creature)) bar(creature, 0.95);
    for (const player of players) if (player.isMine || isHurt(player)) bar(player, 1);
    this.#labels.textSize = this.textSize;
    this.#labels.draw(draw, camera, namesOf(picture, camera), taken, now);
    drawFloats(draw, camera, effects, this.textSize);
  }

  #veil(colour) {
    const draw = this.#draw, { ratio, width, height } = this.camera;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.fillStyle = colour;
    draw.fillRect(0, 0, width, height);
  }
}
