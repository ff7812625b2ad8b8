// The map in the corner: the room with everybody in it, and around it the known part of the zone.
import { colourOf } from './people.js';
import { fitToPage } from './camera.js';
import { outwardOf } from '../model/exits.js';
import { themeOf } from './themes.js';

/** The share of the map's side that the room takes when the zone is around it. */
const SHARE = 0.62;

export class Minimap {
  #canvas; #draw;
  /** Whether it shows the whole zone, with names. */
  isLarge = false;

  constructor(canvas) {
    this.#canvas = canvas;
    this.#draw = canvas.getContext('2d');
  }

  /** @param zone of `Zone.around` @param camera the part of the room that is in sight */
  draw({ room, players, creatures, nodes, me }, zone, camera) {
    const draw = this.#draw, { width, height, ratio } = fitToPage(this.#canvas);
    if (width === 0) return;
    const extent = this.#extent(room, zone), scale = Math.min(width / extent.width, height / extent.height);
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.clearRect(0, 0, width, height);
    draw.setTransform(scale * ratio, 0, 0, scale * ratio, (width / 2 - extent.x * scale) * ratio, (height / 2 - extent.y * scale) * ratio);
    const dot = 1 / scale;
    for (const other of zone) if (other.from) this.#neighbour(other, dot);
    this.#room(room, dot);
    for (const { x, y, left, resource } of nodes) if (left > 0) this.#dot(x, y, 1.2 * dot, { wood: '#c99a62', stone: '#dfe3e4', food: '#ff8f7a', gold: '#ffd76a' }[resource] ?? '#ffffff');
    for (const { x, y, isDead } of creatures) if (!isDead) this.#dot(x, y, 1.6 * dot, '#ffb066');
    for (const player of players) if (!player.isMine) this.#dot(player.x, player.y, 2.2 * dot, colourOf(player.id));
    if (!this.isLarge) {
      const { left, top, right, bottom } = camera.bounds;
      draw.strokeStyle = '#ffffff66';
      draw.lineWidth = dot;
      draw.strokeRect(left, top, right - left, bottom - top);
    }
    if (me) {
      this.#dot(me.x, me.y, 4 * dot, '#14110e');
      this.#dot(me.x, me.y, 3 * dot, '#f2c14e');
    }
    if (this.isLarge) this.#names(zone, extent, scale, ratio, width, height);
  }

  #extent(room, zone) {
    if (!this.isLarge) {
      const side = Math.max(room.width, room.height) / SHARE;
      return { x: 0, y: 0, width: side, height: side };
    }
    const left = Math.min(...zone.map(one => one.x - one.width / 2)), right = Math.max(...zone.map(one => one.x + one.width / 2)), top = Math.min(...zone.map(one => one.y - one.height / 2)), bottom = Math.max(...zone.map(one => one.y + one.height / 2));
    return { x: (left + right) / 2, y: (top + bottom) / 2, width: (right - left) * 1.12 + 4, height: (bottom - top) * 1.12 + 4 };
  }

  #neighbour({ x, y, width, height, isKnown, from }, dot) {
    const draw = this.#draw;
    draw.strokeStyle = '#e8dcb899';
    draw.lineWidth = 1.4 * dot;
    draw.beginPath();
    draw.moveTo(from.x, from.y);
    draw.lineTo(Math.max(x - width / 2, Math.min(x + width / 2, from.x)), Math.max(y - height / 2, Math.min(y + height / 2, from.y)));
    draw.stroke();
    draw.fillStyle = isKnown ? '#8a8468aa' : '#00000055';
    draw.fillRect(x - width / 2, y - height / 2, width, height);
    draw.setLineDash(isKnown ? [] : [3 * dot, 3 * dot]);
    draw.strokeRect(x - width / 2, y - height / 2, width, height);
    draw.setLineDash([]);
  }

  #room(room, dot) {
    const draw = this.#draw, theme = themeOf(room);
    draw.fillStyle = theme.colours[0];
    draw.fillRect(-room.width / 2, -room.height / 2, room.width, room.height);
    draw.fillStyle = '#2b2f2799';
    for (const { x, y, radius, width, height } of room.scenery) {
      if (radius) this.#dot(x, y, radius, '#2b2f2799');
      else draw.fillRect(x - width / 2, y - height / 2, width, height);
    }
    draw.strokeStyle = '#f1e8cf';
    draw.lineWidth = 1.6 * dot;
    draw.strokeRect(-room.width / 2, -room.height / 2, room.width, room.height);
    for (const exit of room.exits) {
      const { x, y, width } = exit, long = Math.max(width, 6 * dot);
      draw.fillStyle = '#ffd35c';
      if (outwardOf(room, exit).isSide) draw.fillRect(x - 2 * dot, y - long / 2, 4 * dot, long);
      else draw.fillRect(x - long / 2, y - 2 * dot, long, 4 * dot);
    }
  }

  #names(zone, extent, scale, ratio, width, height) {
    const draw = this.#draw;
    draw.setTransform(ratio, 0, 0, ratio, 0, 0);
    draw.font = '600 12px system-ui, sans-serif';
    draw.textAlign = 'center';
    draw.textBaseline = 'middle';
    draw.lineJoin = 'round';
    for (const { x, y, height: tall, title, from } of zone) {
      const left = Math.max(50, Math.min(width - 50, (x - extent.x) * scale + width / 2)), middle = (y - extent.y) * scale + height / 2, top = from ? middle : middle - tall * scale / 2 + 12;
      draw.lineWidth = 3.5;
      draw.strokeStyle = '#14110e';
      draw.strokeText(title, left, top, 150);
      draw.fillStyle = from ? '#ffffff' : '#ffe08a';
      draw.fillText(title, left, top, 150);
    }
  }

  #dot(x, y, radius, fill) {
    const draw = this.#draw;
    draw.fillStyle = fill;
    draw.beginPath();
    draw.arc(x, y, radius, 0, Math.PI * 2);
    draw.fill();
  }
}
