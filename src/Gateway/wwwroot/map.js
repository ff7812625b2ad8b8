// Draws the room as the client sees it.
const PIXELS_PER_UNIT = 16;
const MATERIALS = {
  leaves: ['#2f6b3c', '#49925a'], wood: ['#6f4f36', '#96714f'], stone: ['#6d685f', '#8e887c'], water: ['#2d5f7d', '#3f7fa3'], iron: ['#3d4145', '#5d646a'],
  fire: ['#5a3a2c', '#e08a3c'], cloth: ['#9c5f3f', '#d08a5b'], light: ['#3f3d38', '#f6dd8c'], basin: ['#4f86a8', '#a9d3e8'],
};
const MADE_OF = {
  leaves: 'tree apple_tree birch willow hawthorn hedge', water: 'water', basin: 'fountain trough', light: 'lamp_post lens', fire: 'forge hearth stove',
  wood: 'barrel crate cart bench bales boat hull timber table desk pew rack trestle cask minecart fallen_oak signpost doorway prop bed block winch crane',
  iron: 'anvil bollard oil_tank scales tar_pot steam_box', cloth: 'stall nets',
};
const SCENERY = Object.fromEntries(Object.entries(MADE_OF).flatMap(([material, kinds]) => kinds.split(' ').map(kind => [kind, MATERIALS[material]])));
const RESOURCES = { wood: '#8a5a2b', stone: '#9aa0a3', food: '#c8463d', gold: '#f2c14e' };

export class RoomMap {
  #canvas; #draw; #game; #camera = { x: 0, y: 0, scale: PIXELS_PER_UNIT }; #bubbles = []; #flashes = new Map();
  onItem = null;

  constructor(canvas, game) {
    this.#canvas = canvas;
    this.#draw = canvas.getContext('2d');
    this.#game = game;
  }

  start() { requestAnimationFrame(() => { this.#frame(); this.start(); }); }

  happened(event) {
    const until = performance.now() + 4000;
    if (event.event === 'said' && event.player) this.#bubbles = [...this.#bubbles.filter(one => one.player !== event.player), { player: event.player, text: event.text, until }].slice(-30);
    if (event.event === 'swung' && event.player) this.#flashes.set(event.player, performance.now() + 200);
  }

  itemAt(px, py) {
    const at = this.#toWorld(px, py);
    return this.#game.newest?.items.find(item => Math.hypot(item.x - at.x, item.y - at.y) < 1);
  }

  angleTo(px, py) {
    const at = this.#toWorld(px, py), me = this.#me(this.#game.view());
    return me ? Math.atan2(at.y - me.y, at.x - me.x) : 0;
  }

  #me(view) { return view?.players.find(player => player.id === this.#game.player?.id); }

  #toWorld(px, py) {
    const { x, y, scale } = this.#camera;
    return { x: (px - this.#canvas.clientWidth / 2) / scale + x, y: (py - this.#canvas.clientHeight / 2) / scale + y };
  }

  #frame() {
    const { clientWidth: width, clientHeight: height } = this.#canvas, ratio = devicePixelRatio || 1;
    if (this.#canvas.width !== Math.round(width * ratio) || this.#canvas.height !== Math.round(height * ratio)) {
      this.#canvas.width = Math.round(width * ratio);
      this.#canvas.height = Math.round(height * ratio);
    }
    const draw = this.#draw, room = this.#game.room, view = this.#game.view();
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.fillStyle = '#151a17';
    draw.fillRect(0, 0, width, height);
    if (!room) return;
    this.#follow(room, this.#me(view), width, height);
    const { x, y, scale } = this.#camera;
    draw.translate(width / 2, height / 2);
    draw.scale(scale, scale);
    draw.translate(-x, -y);
    this.#ground(room);
    this.#exits(room);
    this.#nodes(room, view);
    for (const thing of room.scenery) this.#scenery(thing);
    if (view) {
      for (const item of view.items) this.#item(item);
      for (const creature of view.creatures) if (creature.health > 0) this.#creature(creature);
      for (const player of view.players) this.#player(player);
      for (const shot of view.projectiles) this.#disc(shot.x, shot.y, 0.18, '#ffd36b');
      this.#speech(view);
    }
    if (this.#game.state !== 'open') {
      draw.setTransform(ratio, 0, 0, ratio, 0, 0);
      draw.fillStyle = '#000a';
      draw.fillRect(0, 0, width, height);
      draw.fillStyle = '#fff';
      draw.font = '600 22px system-ui';
      draw.textAlign = 'center';
      draw.fillText('Not connected', width / 2, height / 2);
    }
  }

  /** A room that fits is shown whole; in a larger one the camera keeps to the player and inside the walls. */
  #follow(room, me, width, height) {
    const fit = Math.min(width / (room.width + 4), height / (room.height + 4));
    const scale = Math.max(PIXELS_PER_UNIT, Math.min(40, fit));
    const hold = (at, size, view) => size + 4 <= view ? 0 : Math.max(-(size + 4 - view) / 2, Math.min((size + 4 - view) / 2, at));
    this.#camera = { scale, x: hold(me?.x ?? 0, room.width, width / scale), y: hold(me?.y ?? 0, room.height, height / scale) };
  }

  #ground(room) {
    const draw = this.#draw, left = -room.width / 2, top = -room.height / 2;
    draw.fillStyle = room.safe ? '#4a5a48' : '#46503f';
    draw.fillRect(left, top, room.width, room.height);
    draw.fillStyle = '#ffffff08';
    for (let x = 0; x < room.width; x += 4) for (let y = (x / 4 % 2) * 4; y < room.height; y += 8) draw.fillRect(left + x, top + y, Math.min(4, room.width - x), Math.min(4, room.height - y));
    draw.strokeStyle = '#c9bfa5';
    draw.lineWidth = 0.25;
    draw.strokeRect(left, top, room.width, room.height);
  }

  #exits(room) {
    const draw = this.#draw;
    for (const exit of room.exits) {
      const side = Math.abs(Math.abs(exit.x) - room.width / 2) < 0.01;
      draw.fillStyle = '#f2c14e';
      if (side) draw.fillRect(exit.x - 0.35, exit.y - exit.width / 2, 0.7, exit.width);
      else draw.fillRect(exit.x - exit.width / 2, exit.y - 0.35, exit.width, 0.7);
      this.#text(`${exit.direction}: ${exit.title}`, exit.x + (side ? -Math.sign(exit.x) * 1 : 0), exit.y + (side ? 0 : -Math.sign(exit.y) * 1.4), '#f6dd9a', 0.85,
        side ? (exit.x > 0 ? 'right' : 'left') : 'center');
    }
  }

  #nodes(room, view) {
    room.nodes.forEach((node, index) => {
      const left = view?.nodes[index] ?? 0;
      this.#draw.globalAlpha = left > 0 ? 1 : 0.2;
      this.#disc(node.x, node.y, node.radius + 0.15, '#0005');
      this.#disc(node.x, node.y, node.radius, RESOURCES[node.resource] ?? '#aaa');
      this.#disc(node.x - node.radius * 0.3, node.y - node.radius * 0.3, node.radius * 0.3, '#fff5');
      this.#draw.globalAlpha = 1;
    });
  }

  #scenery(thing) {
    const [dark, light] = SCENERY[thing.kind] ?? MATERIALS.stone, draw = this.#draw;
    if (thing.radius) {
      if (light === MATERIALS.light[1]) this.#disc(thing.x, thing.y, thing.radius + 2, '#f6dd8c14');
      this.#disc(thing.x + 0.15, thing.y + 0.2, thing.radius, '#0004');
      this.#disc(thing.x, thing.y, thing.radius, dark);
      this.#disc(thing.x, thing.y, thing.radius * 0.62, light);
      return;
    }
    draw.fillStyle = '#0004';
    draw.fillRect(thing.x - thing.width / 2 + 0.2, thing.y - thing.height / 2 + 0.25, thing.width, thing.height);
    draw.fillStyle = dark;
    draw.fillRect(thing.x - thing.width / 2, thing.y - thing.height / 2, thing.width, thing.height);
    draw.fillStyle = light;
    draw.fillRect(thing.x - thing.width / 2 + 0.15, thing.y - thing.height / 2 + 0.15, Math.max(0, thing.width - 0.3), Math.max(0, thing.height * 0.55));
  }

  #item(item) {
    const draw = this.#draw;
    draw.save();
    draw.translate(item.x, item.y);
    draw.rotate(Math.PI / 4);
    draw.fillStyle = '#1118';
    draw.fillRect(-0.38, -0.38, 0.76, 0.76);
    draw.fillStyle = '#e9d8a6';
    draw.fillRect(-0.28, -0.28, 0.56, 0.56);
    draw.restore();
    this.#text(item.name, item.x, item.y + 1.1, '#d8cfb4', 0.62);
  }

  #creature(creature) {
    this.#disc(creature.x + 0.08, creature.y + 0.12, 0.45, '#0005');
    this.#disc(creature.x, creature.y, 0.45, '#b5651d');
    this.#disc(creature.x + Math.cos(creature.facing) * 0.4, creature.y + Math.sin(creature.facing) * 0.4, 0.2, '#7a3f0c');
    this.#text(creature.name, creature.x, creature.y - 0.8, '#e6b98a', 0.62);
    if (creature.health < creature.maxHealth) this.#bar(creature, 0.7);
  }

  #player(player) {
    const mine = player.id === this.#game.player?.id, struck = (this.#flashes.get(player.id) ?? 0) > performance.now();
    const hue = Number(player.id) * 137 % 360, draw = this.#draw;
    draw.globalAlpha = player.health > 0 ? 1 : 0.35;
    this.#disc(player.x + 0.08, player.y + 0.12, 0.5, '#0006');
    if (mine) this.#disc(player.x, player.y, 0.64, '#f2c14e');
    this.#disc(player.x, player.y, 0.5, `hsl(${hue} 60% 55%)`);
    const reach = struck ? 1 : 0.55;
    this.#disc(player.x + Math.cos(player.facing) * reach, player.y + Math.sin(player.facing) * reach, struck ? 0.28 : 0.18, '#fff');
    draw.globalAlpha = 1;
    this.#text(player.name, player.x, player.y - 1.25, mine ? '#ffe9b0' : '#fff', 0.75);
    this.#bar(player, 0.95);
  }

  #bar(one, above) {
    const draw = this.#draw;
    draw.fillStyle = '#0009';
    draw.fillRect(one.x - 0.7, one.y - above, 1.4, 0.16);
    draw.fillStyle = one.health > one.maxHealth / 3 ? '#6fce7a' : '#e0604f';
    draw.fillRect(one.x - 0.7, one.y - above, 1.4 * one.health / one.maxHealth, 0.16);
  }

  #speech(view) {
    const now = performance.now();
    this.#bubbles = this.#bubbles.filter(bubble => bubble.until > now);
    for (const bubble of this.#bubbles) {
      const player = view.players.find(one => one.id === bubble.player);
      if (!player) continue;
      const text = bubble.text.length > 60 ? `${bubble.text.slice(0, 57)}...` : bubble.text, draw = this.#draw;
      draw.font = '600 0.8px system-ui';
      const width = draw.measureText(text).width + 0.8;
      draw.fillStyle = '#fffe';
      draw.beginPath();
      draw.roundRect(player.x - width / 2, player.y - 3.2, width, 1.3, 0.5);
      draw.fill();
      this.#text(text, player.x, player.y - 2.55, '#222', 0.8, 'center', false);
    }
  }

  #disc(x, y, radius, color) {
    this.#draw.fillStyle = color;
    this.#draw.beginPath();
    this.#draw.arc(x, y, radius, 0, Math.PI * 2);
    this.#draw.fill();
  }

  #text(text, x, y, color, size, align = 'center', shadow = true) {
    const draw = this.#draw;
    draw.font = `600 ${size}px system-ui`;
    draw.textAlign = align;
    draw.textBaseline = 'middle';
    if (shadow) { draw.fillStyle = '#000a'; draw.fillText(text, x + 0.05, y + 0.06); }
    draw.fillStyle = color;
    draw.fillText(text, x, y);
  }
}
