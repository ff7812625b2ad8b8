// The ground of a room: floor, edges and scenery do not change, so they are painted once, in square parts, when they are first seen.
import { drawScenery, lightOf } from './scenery.js';
import { paintEdges } from './edges.js';
import { paintFloor } from './floors.js';
import { box, noise } from './paint.js';
import { themeOf } from './themes.js';

const PART = 12;
/** How many parts are kept, including those out of sight. */
const MOST_PARTS = 120;
/** Milliseconds of painting in each frame, so that a new room does not stop the game; parts in the middle of the view come first. */
const PAINT_MS = 7;

export class Ground {
  #room = null; #theme = null; #pixels = 0; #parts = new Map();
  lights = [];

  /** Draws what the camera sees, which the context already is in. */
  draw(draw, room, camera) {
    const pixels = Math.round(camera.scale * camera.ratio * 4) / 4;
    if (room !== this.#room || pixels !== this.#pixels) this.#begin(room, pixels);
    const { left, top, right, bottom } = camera.bounds, wanted = [];
    box(draw, left, top, right - left, bottom - top, this.#theme.beyond);
    for (let row = Math.floor(top / PART); row * PART < bottom; row++) for (let column = Math.floor(left / PART); column * PART < right; column++) wanted.push([column, row]);
    wanted.sort((one, other) => distance(one, camera) - distance(other, camera));
    const begun = performance.now();
    for (const [column, row] of wanted) {
      const key = `${column}:${row}`;
      let part = this.#parts.get(key);
      if (!part && (performance.now() - begun < PAINT_MS || distance([column, row], camera) < PART)) this.#parts.set(key, part = this.#paint(column * PART, row * PART));
      if (!part) continue;
      // Moved to the end as the newest, because the oldest are forgotten first.
      this.#parts.delete(key);
      this.#parts.set(key, part);
      draw.drawImage(part, column * PART, row * PART, PART, PART);
    }
    for (const key of this.#parts.keys()) {
      if (this.#parts.size <= Math.max(MOST_PARTS, wanted.length)) break;
      this.#parts.delete(key);
    }
  }

  #begin(room, pixels) {
    this.#parts.clear();
    if (room !== this.#room) this.lights = room.scenery.map(lightOf).filter(Boolean);
    [this.#room, this.#theme, this.#pixels] = [room, themeOf(room), pixels];
  }

  #paint(x0, y0) {
    const size = Math.ceil(PART * this.#pixels), part = Object.assign(document.createElement('canvas'), { width: size, height: size }), draw = part.getContext('2d'), room = this.#room, theme = this.#theme;
    draw.scale(size / PART, size / PART);
    draw.translate(-x0, -y0);
    box(draw, x0, y0, PART, PART, theme.beyond);
    if (theme.isWater) waves(draw, x0, y0);
    draw.save();
    draw.beginPath();
    draw.rect(-room.width / 2, -room.height / 2, room.width, room.height);
    draw.clip();
    paintFloor(draw, theme, x0, y0, PART);
    draw.restore();
    paintEdges(draw, room, theme, x0, y0, PART);
    for (const thing of room.scenery) if (reaches(thing, x0, y0)) drawScenery(draw, thing);
    return part;
  }
}

const distance = ([column, row], { x, y }) => Math.hypot((column + 0.5) * PART - x, (row + 0.5) * PART - y);

/** Includes its shadow, and leaves that hang over. */
function reaches({ x, y, radius, width = radius * 2, height = radius * 2 }, x0, y0) {
  const a = width * 0.9 + 1, b = height * 0.9 + 1;
  return x + a > x0 && x - a < x0 + PART && y + b > y0 && y - b < y0 + PART;
}

function waves(draw, x0, y0) {
  draw.strokeStyle = '#ffffff1c';
  draw.lineWidth = 0.1;
  for (let y = Math.floor(y0) - 1; y < y0 + PART + 1; y++) for (let x = Math.floor(x0 / 2) * 2 - 2; x < x0 + PART + 2; x += 2) {
    if (noise(x, y, 5) < 0.6) continue;
    draw.beginPath();
    draw.arc(x + noise(x, y) * 2, y + noise(x, y, 2), 0.6, 0.5, 2.6);
    draw.stroke();
  }
}
