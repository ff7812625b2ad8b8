// The sides of a room, drawn beyond the walkable ground: a wall, a hedge, rocks or trees, with a gap and a way out at each exit.
import { outwardOf } from '../model/exits.js';
import { box, crown, disc, line, lump, noise, polygon } from './paint.js';

const EDGE = 1.6;

/** Paints the part of the edge that lies in the square. */
export function paintEdges(draw, room, theme, x0, y0, size) {
  const right = room.width / 2, bottom = room.height / 2;
  if (x0 > -right + 1 && y0 > -bottom + 1 && x0 + size < right - 1 && y0 + size < bottom - 1) return;
  for (const side of [{ x: 0, y: -1 }, { x: 0, y: 1 }, { x: -1, y: 0 }, { x: 1, y: 0 }]) paintSide(draw, room, theme, side);
  for (const exit of room.exits) paintWayOut(draw, room, theme, exit);
}

function paintSide(draw, room, theme, { x, y }) {
  const isSide = x !== 0, half = (isSide ? room.height : room.width) / 2, out = (isSide ? room.width : room.height) / 2;
  const gaps = room.exits.filter(exit => { const way = outwardOf(room, exit); return way.x === x && way.y === y; })
    .map(exit => [(isSide ? exit.y : exit.x) - exit.width / 2, (isSide ? exit.y : exit.x) + exit.width / 2]).sort((one, other) => one[0] - other[0]);
  // The pieces of wall between the gaps; those at the corners go around them.
  let from = -half - EDGE;
  for (const [begin, end] of [...gaps, [half + EDGE, 0]]) {
    if (begin > from) EDGES[theme.edge](draw, piece(isSide ? x : y, isSide, out, from, begin), theme.wall, isSide);
    from = end;
  }
  // The shadow of the wall on the floor, for the sides that the light comes over.
  if (x < 0 || y < 0) {
    const shade = isSide ? draw.createLinearGradient(-out, 0, -out + 1, 0) : draw.createLinearGradient(0, -out, 0, -out + 1);
    shade.addColorStop(0, '#0006');
    shade.addColorStop(1, '#0000');
    if (isSide) box(draw, -out, -half, 1, half * 2, shade);
    else box(draw, -half, -out, half * 2, 1, shade);
  }
}

const piece = (sign, isSide, out, from, to) => {
  const at = sign > 0 ? out : -out - EDGE;
  return isSide ? { x: at, y: from, width: EDGE, height: to - from } : { x: from, y: at, width: to - from, height: EDGE };
};

/** Calls paint for places along a piece of the edge. */
function along({ x, y, width, height }, isSide, step, paint) {
  const length = isSide ? height : width, count = Math.max(1, Math.round(length / step));
  for (let index = 0; index < count; index++) {
    const at = (index + 0.5) * length / count;
    paint(isSide ? x + width / 2 : x + at, isSide ? y + at : y + height / 2, Math.round((x + y + at) * 8), length / count);
  }
}

const EDGES = {
  stone(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, dark);
    for (const row of [0, 1]) along(wall, isSide, 1.3, (x, y, salt, length) => {
      draw.globalAlpha = 0.6 + noise(salt, row) * 0.4;
      const thick = EDGE / 2, shift = row ? length / 2 : 0;
      if (isSide) box(draw, wall.x + row * thick + 0.06, y - length / 2 + shift + 0.05, thick - 0.1, Math.min(length - 0.1, wall.y + wall.height - y + length / 2 - shift), light, 0.14);
      else box(draw, x - length / 2 + shift + 0.05, wall.y + row * thick + 0.06, Math.min(length - 0.1, wall.x + wall.width - x + length / 2 - shift), thick - 0.1, light, 0.14);
    });
    draw.globalAlpha = 1;
  },
  timber(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, dark);
    if (isSide) box(draw, wall.x + 0.3, wall.y, EDGE - 0.6, wall.height, light);
    else box(draw, wall.x, wall.y + 0.3, wall.width, EDGE - 0.6, light);
    along(wall, isSide, 4, (x, y) => { box(draw, x - EDGE / 2, y - EDGE / 2, EDGE, EDGE, dark, 0.15); box(draw, x - 0.5, y - 0.5, 1, 1, light, 0.1); });
  },
  hedge(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, dark);
    for (const [row, fill] of [[-0.5, dark], [0.35, light], [-0.2, light]]) along(wall, isSide, 0.85, (x, y, salt) => {
      const jitter = noise(salt, row * 10) * 0.5 - 0.25;
      disc(draw, x + (isSide ? row : jitter), y + (isSide ? jitter : row), 0.42 + noise(salt, 3) * 0.2, fill);
    });
  },
  rocks(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, dark);
    along(wall, isSide, 1.7, (x, y, salt) => {
      lump(draw, x, y, 1 + noise(salt, 1) * 0.35, dark, salt, 8, 0.4);
      lump(draw, x - 0.1, y - 0.15, 0.78 + noise(salt, 2) * 0.2, light, salt, 8, 0.4);
      lump(draw, x - 0.25, y - 0.32, 0.34, '#ffffff1f', salt, 7, 0.4);
    });
  },
  trees(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, dark);
    along(wall, isSide, 2, (x, y, salt) => crown(draw, x + noise(salt, 4) * 0.4, y + noise(salt, 5) * 0.4, 1 + noise(salt, 6) * 0.35, dark, light, '#6d925a', salt));
  },
  reeds(draw, wall, [dark, light], isSide) {
    box(draw, wall.x, wall.y, wall.width, wall.height, '#39504f');
    draw.lineCap = 'round';
    along(wall, isSide, 0.28, (x, y, salt) => {
      const across = (noise(salt, 8) - 0.5) * EDGE, at = [x + (isSide ? across : 0), y + (isSide ? 0 : across)];
      line(draw, [at, [at[0] + noise(salt, 9) * 0.4 - 0.2, at[1] - 0.7]], noise(salt, 10) > 0.5 ? light : dark, 0.09);
      if (noise(salt, 11) > 0.75) disc(draw, at[0], at[1] - 0.7, 0.1, '#6b4a2c');
    });
  },
};

function paintWayOut(draw, room, theme, exit) {
  const way = outwardOf(room, exit), half = exit.width / 2;
  draw.save();
  draw.translate(exit.x, exit.y);
  draw.rotate(Math.atan2(way.y, way.x));
  // Beyond the opening the path goes on, and fades into the dark.
  box(draw, -0.05, -half, EDGE + 0.1, exit.width, theme.colours[2]);
  const fade = draw.createLinearGradient(0, 0, EDGE + 1.4, 0);
  fade.addColorStop(0, '#0000');
  fade.addColorStop(1, theme.beyond);
  box(draw, EDGE, -half, 1.4, exit.width, theme.colours[2]);
  box(draw, -0.05, -half, EDGE + 1.5, exit.width, fade);
  for (const y of [-half, half]) {
    box(draw, -0.15, y - 0.3, EDGE + 0.3, 0.6, theme.wall[0], 0.2);
    box(draw, -0.05, y - 0.18, EDGE + 0.1, 0.36, theme.wall[1], 0.15);
  }
  for (const x of [0.1, 0.75]) polygon(draw, [[x, -0.55], [x + 0.55, 0], [x, 0.55], [x + 0.22, 0]], '#f6dd9acc');
  draw.restore();
}
