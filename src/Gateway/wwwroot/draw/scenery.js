// The scenery of rooms, by its kind. Each drawing is of a thing around 0, 0 with a radius, or with width and height; a round thing
// has those of its square. `salt` makes two of a kind differ. An unknown kind is drawn as a rock, a block or a tree, by its name and shape.
import { box, crown, disc, line, lump, noise, oval, polygon } from './paint.js';

const WOOD = ['#5a3d27', '#7d5938', '#a07a4e'], STONE = ['#5f5d58', '#7f7c75', '#a29e94'], IRON = ['#2f3437', '#4d5458', '#7b8488'], WATER = ['#2c5d78', '#3f7fa3', '#8fc4dc'];

const tree = (dark, mid, light, more) => (draw, { radius }, salt) => {
  oval(draw, radius * 0.3, radius * 0.4, radius * 1.25, radius * 1.15, '#0004');
  crown(draw, 0, 0, radius * 1.15, dark, mid, light, salt);
  more?.(draw, radius, salt);
};

const dots = (colour, size, count) => (draw, radius, salt) => {
  for (let index = 0; index < count; index++) {
    const angle = noise(index, salt, 2) * 6.3, reach = radius * (0.25 + noise(index, salt, 3) * 0.7);
    disc(draw, Math.cos(angle) * reach, Math.sin(angle) * reach, size, colour);
  }
};

const shadowed = paint => (draw, thing, salt) => {
  if (thing.isRound) disc(draw, thing.radius * 0.18, thing.radius * 0.25, thing.radius * 1.02, '#0004');
  else box(draw, -thing.width / 2 + 0.2, -thing.height / 2 + 0.28, thing.width, thing.height, '#0004', 0.15);
  paint(draw, thing, salt);
};

const rock = shadowed((draw, { radius }, salt) => {
  lump(draw, 0, 0, radius * 1.1, STONE[0], salt);
  lump(draw, -radius * 0.1, -radius * 0.12, radius * 0.88, STONE[1], salt);
  lump(draw, -radius * 0.2, -radius * 0.28, radius * 0.5, STONE[2], salt + 1);
});

/** Courses of stones. */
const masonry = (dark, light) => shadowed((draw, { width, height }, salt) => {
  box(draw, -width / 2, -height / 2, width, height, dark, 0.12);
  const long = width >= height, length = long ? width : height, depth = long ? height : width, rows = Math.max(1, Math.round(depth / 0.7)), count = Math.max(1, Math.round(length / 1.1));
  for (let row = 0; row < rows; row++) for (let index = 0; index < count; index++) {
    const size = length / count, thick = depth / rows, a = -length / 2 + index * size + 0.06, b = -depth / 2 + row * thick + 0.06;
    draw.globalAlpha = 0.65 + noise(index, row, salt) * 0.35;
    if (long) box(draw, a, b, size - 0.12, thick - 0.12, light, 0.14);
    else box(draw, b, a, thick - 0.12, size - 0.12, light, 0.14);
  }
  draw.globalAlpha = 1;
});

const timber = shadowed((draw, { width, height }, salt) => {
  box(draw, -width / 2, -height / 2, width, height, WOOD[0], 0.15);
  const long = width >= height, depth = long ? height : width, boards = Math.max(2, Math.round(depth / 0.55));
  for (let board = 0; board < boards; board++) {
    const at = -depth / 2 + board * depth / boards + 0.05, thick = depth / boards - 0.08, fill = noise(board, salt) > 0.5 ? WOOD[1] : '#8c663f';
    if (long) box(draw, -width / 2 + 0.08, at, width - 0.16, thick, fill, 0.08);
    else box(draw, at, -height / 2 + 0.08, thick, height - 0.16, fill, 0.08);
  }
});

const roundTop = (dark, mid, light) => shadowed((draw, { radius }) => {
  disc(draw, 0, 0, radius, dark);
  disc(draw, -radius * 0.05, -radius * 0.07, radius * 0.82, mid);
  disc(draw, -radius * 0.2, -radius * 0.25, radius * 0.4, light);
});

const pool = (draw, { isRound, radius, width, height }, salt) => {
  if (!isRound) {
    box(draw, -width / 2, -height / 2, width, height, '#57503f', 0.3);
    box(draw, -width / 2 + 0.2, -height / 2 + 0.2, width - 0.4, height - 0.4, WATER[1], 0.3);
    return;
  }
  lump(draw, 0, 0, radius * 1.12, '#6f6a52', salt, 22, 0.12);
  lump(draw, 0, 0, radius * 1.03, WATER[0], salt, 22, 0.12);
  lump(draw, 0, 0, radius * 0.84, WATER[1], salt + 2, 22, 0.12);
  for (let index = 0; index < radius * 3; index++) {
    const angle = noise(index, salt) * 6.3, reach = radius * 0.75 * Math.sqrt(noise(index, salt, 2));
    oval(draw, Math.cos(angle) * reach, Math.sin(angle) * reach, 0.35, 0.05, '#a9d3e855');
  }
};

const fire = shadowed((draw, { width: w, height: h }) => {
  masonry('#4a413b', '#776b60')(draw, { width: w, height: h }, 3);
  box(draw, -w * 0.32, -h * 0.28, w * 0.64, h * 0.6, '#1c1512', 0.2);
  for (const [x, size, fill] of [[-0.12, 0.26, '#c24a22'], [0.14, 0.24, '#d9622a'], [0, 0.2, '#f2a33c'], [0.02, 0.1, '#ffe9a3']]) disc(draw, x * w, 0, Math.min(w, h) * size, fill);
});

const stall = shadowed((draw, { width, height }, salt) => {
  const stripes = Math.max(3, Math.round(width / 0.6)), paint = ['#b9483c', '#3f6f9e', '#4f8a52', '#b8863a', '#7a4f8f'][salt % 5];
  for (let stripe = 0; stripe < stripes; stripe++) box(draw, -width / 2 + stripe * width / stripes, -height / 2, width / stripes + 0.01, height, stripe % 2 ? '#f0e6d2' : paint);
  box(draw, -width / 2, -height / 2, width, height * 0.5, '#ffffff18');
  for (let stripe = 0; stripe < stripes; stripe++) disc(draw, -width / 2 + (stripe + 0.5) * width / stripes, height / 2, width / stripes / 2, stripe % 2 ? '#f0e6d2' : paint);
  line(draw, [[-width / 2, 0], [width / 2, 0]], '#0002', 0.08);
});

const KINDS = {
  tree: tree('#2f5a34', '#427a45', '#66a05a'),
  birch: tree('#5c7a3a', '#7f9c4c', '#abc26a', (draw, radius) => { disc(draw, 0, 0, radius * 0.22, '#e8e4da'); disc(draw, 0.03, 0.02, radius * 0.08, '#3a352e'); }),
  apple_tree: tree('#36602f', '#4d8043', '#77a85a', dots('#cf4a3a', 0.13, 7)),
  willow: tree('#4c6b45', '#6d8f5a', '#9db879'),
  hawthorn: tree('#3a5a36', '#557a47', '#7d9b5f', dots('#f2e9e4', 0.11, 12)),
  palm: (draw, { radius }, salt) => {
    oval(draw, 0.4, 0.5, radius * 1.5, radius * 1.4, '#0003');
    for (let leaf = 0; leaf < 8; leaf++) {
      const angle = leaf / 8 * 6.283 + noise(leaf, salt) * 0.3;
      oval(draw, Math.cos(angle) * radius * 0.85, Math.sin(angle) * radius * 0.85, radius * 0.95, radius * 0.26, leaf % 2 ? '#4f8a3f' : '#68a44c', angle);
    }
    disc(draw, 0, 0, radius * 0.3, WOOD[1]);
  },
  hedge: (draw, { width: w, height: h }, salt) => {
    const step = 0.7;
    box(draw, -w / 2 + 0.2, -h / 2 + 0.3, w, h, '#0004', 0.5);
    box(draw, -w / 2, -h / 2, w, h, '#2f5433', 0.5);
    for (let x = -w / 2 + 0.4; x < w / 2; x += step) for (let y = -h / 2 + 0.35; y < h / 2; y += step) {
      disc(draw, x, y, 0.5, noise(x * 9, y * 9, salt) > 0.5 ? '#3d6b40' : '#47794a');
      disc(draw, x - 0.12, y - 0.14, 0.22, '#659a5d');
    }
  },
  water: pool, pond: pool, trough: pool,
  fountain: shadowed((draw, { radius }) => {
    disc(draw, 0, 0, radius, STONE[1]);
    disc(draw, -0.05, -0.08, radius * 0.95, STONE[2]);
    disc(draw, 0, 0, radius * 0.82, WATER[0]);
    disc(draw, 0.05, 0.08, radius * 0.74, WATER[1]);
    for (let index = 0; index < 16; index++) disc(draw, Math.cos(index * 2.4) * radius * 0.6 * noise(index, 3), Math.sin(index * 2.4) * radius * 0.6 * noise(index, 3), 0.07, index % 3 ? '#d7b45a' : '#b9dcea');
    disc(draw, 0, 0, radius * 0.3, STONE[0]);
    disc(draw, -0.05, -0.06, radius * 0.25, STONE[2]);
    disc(draw, 0, 0, radius * 0.13, WATER[2]);
  }),
  well: shadowed((draw, { radius }) => {
    for (let index = 0; index < 10; index++) disc(draw, Math.cos(index * 0.628) * radius * 0.8, Math.sin(index * 0.628) * radius * 0.8, radius * 0.26, index % 2 ? STONE[1] : STONE[2]);
    disc(draw, 0, 0, radius * 0.62, '#14222a');
    box(draw, -radius, -0.12, radius * 2, 0.24, WOOD[1], 0.1);
  }),
  statue: shadowed((draw, { radius }) => {
    box(draw, -radius, -radius, radius * 2, radius * 2, STONE[1], 0.2);
    box(draw, -radius * 0.85, -radius * 0.9, radius * 1.7, radius * 1.7, STONE[2], 0.15);
    oval(draw, 0, 0, radius * 0.62, radius * 0.42, '#5f7d74');
    disc(draw, 0, -0.05, radius * 0.3, '#7fa093');
    line(draw, [[radius * 0.3, 0], [radius * 0.95, -radius * 0.2]], '#7fa093', 0.22);
  }),
  lamp_post: (draw, { radius }) => {
    disc(draw, radius * 0.4, radius * 0.6, radius * 1.1, '#0004');
    disc(draw, 0, 0, radius * 1.1, IRON[0]);
    disc(draw, 0, 0, radius * 0.72, '#ffe9a3');
    disc(draw, -radius * 0.2, -radius * 0.2, radius * 0.3, '#fffbe6');
  },
  lens: shadowed((draw, { radius }) => { for (let ring = 5; ring > 0; ring--) disc(draw, 0, 0, radius * ring / 5, ring % 2 ? '#e8d9a0' : '#fff6d0'); }),
  forge: fire, hearth: fire, stove: fire, campfire: fire,
  barrel: shadowed((draw, { radius }) => {
    disc(draw, 0, 0, radius, WOOD[0]);
    disc(draw, -0.03, -0.04, radius * 0.85, WOOD[2]);
    for (const x of [-0.45, -0.15, 0.15, 0.45]) line(draw, [[x * radius, -radius * 0.72], [x * radius, radius * 0.72]], '#6b492b88', 0.05);
    draw.strokeStyle = IRON[1];
    draw.lineWidth = 0.1;
    draw.beginPath();
    draw.arc(0, 0, radius * 0.92, 0, 7);
    draw.stroke();
  }),
  crate: shadowed((draw, { width: w, height: h }) => {
    box(draw, -w / 2, -h / 2, w, h, WOOD[1], 0.08);
    box(draw, -w / 2 + 0.14, -h / 2 + 0.14, w - 0.28, h - 0.28, WOOD[2], 0.05);
    line(draw, [[-w / 2 + 0.2, -h / 2 + 0.2], [w / 2 - 0.2, h / 2 - 0.2]], WOOD[1], 0.16);
    line(draw, [[w / 2 - 0.2, -h / 2 + 0.2], [-w / 2 + 0.2, h / 2 - 0.2]], WOOD[1], 0.16);
  }),
  cart: shadowed((draw, { width, height }) => {
    for (const y of [-0.5, 0.5]) box(draw, -width * 0.15, y * height - 0.15, width * 0.3, 0.3, IRON[0], 0.1);
    timber(draw, { width: width * 0.8, height: height * 0.9 }, 4);
    line(draw, [[width * 0.4, -0.3], [width * 0.6, -0.3]], WOOD[1], 0.12);
    line(draw, [[width * 0.4, 0.3], [width * 0.6, 0.3]], WOOD[1], 0.12);
  }),
  minecart: shadowed((draw, { width, height }) => {
    box(draw, -width / 2, -height / 2, width, height, IRON[0], 0.2);
    box(draw, -width / 2 + 0.2, -height / 2 + 0.2, width - 0.4, height - 0.4, '#3b302a', 0.15);
    for (let index = 0; index < 7; index++) lump(draw, (noise(index, 1) - 0.5) * width * 0.7, (noise(index, 2) - 0.5) * height * 0.6, 0.24, STONE[index % 3], index, 6);
  }),
  stall, tent: stall,
  nets: shadowed((draw, { width, height }) => {
    box(draw, -width / 2, -height / 2, width, height, '#7c6a4f', 0.3);
    for (let x = -width / 2; x < width / 2; x += 0.35) line(draw, [[x, -height / 2], [x + 0.5, height / 2]], '#cdbb9066', 0.05);
    for (let y = -height / 2; y < height / 2; y += 0.35) line(draw, [[-width / 2, y], [width / 2, y]], '#cdbb9066', 0.05);
    for (let x = -width / 2 + 0.4; x < width / 2; x += 1) disc(draw, x, height / 2 - 0.25, 0.15, '#c8643c');
  }),
  boat: (draw, { width, height }) => hull(draw, width, height, '#7d4f38', '#b5855a'),
  hull: (draw, { width, height }) => hull(draw, width, height, '#5a4433', '#9a7a55'),
  table: shadowed((draw, { isRound, radius, width, height }, salt) => {
    if (!isRound) { timber(draw, { width, height }, salt); return; }
    for (let index = 0; index < 4; index++) disc(draw, Math.cos(index * 1.57 + 0.8) * radius * 1.02, Math.sin(index * 1.57 + 0.8) * radius * 1.02, 0.3, WOOD[0]);
    disc(draw, 0, 0, radius, WOOD[1]);
    disc(draw, -0.04, -0.06, radius * 0.88, WOOD[2]);
    disc(draw, radius * 0.3, -radius * 0.2, 0.18, '#d9d2c0');
    disc(draw, -radius * 0.35, radius * 0.15, 0.14, '#c8a24b');
  }),
  bed: shadowed((draw, { width, height }) => {
    box(draw, -width / 2, -height / 2, width, height, WOOD[0], 0.15);
    box(draw, -width / 2 + 0.12, -height / 2 + 0.12, width - 0.24, height - 0.24, '#7f4b4b', 0.2);
    if (width > height) box(draw, -width / 2 + 0.15, -height / 2 + 0.2, 0.7, height - 0.4, '#ece4d2', 0.2);
    else box(draw, -width / 2 + 0.2, -height / 2 + 0.15, width - 0.4, 0.7, '#ece4d2', 0.2);
  }),
  altar: shadowed((draw, { width, height }) => {
    masonry('#6a6672', '#a29db0')(draw, { width, height }, 2);
    box(draw, -width * 0.2, -height / 2, width * 0.4, height, '#8c3b4a');
    for (const x of [-0.38, 0.38]) { disc(draw, x * width, 0, 0.2, '#f0e2b0'); disc(draw, x * width, 0, 0.09, '#f08c3a'); }
  }),
  bales: shadowed((draw, { width, height }, salt) => {
    const columns = Math.max(1, Math.round(width / 1.4)), rows = Math.max(1, Math.round(height / 1.1));
    for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
      const w = width / columns, h = height / rows;
      box(draw, -width / 2 + column * w + 0.04, -height / 2 + row * h + 0.04, w - 0.08, h - 0.08, noise(column, row, salt) > 0.5 ? '#c7ab72' : '#b3955f', 0.2);
      line(draw, [[-width / 2 + (column + 0.5) * w, -height / 2 + row * h + 0.06], [-width / 2 + (column + 0.5) * w, -height / 2 + (row + 1) * h - 0.06]], '#6b4f2a', 0.07);
    }
  }),
  anvil: shadowed((draw, { radius }) => {
    box(draw, -radius * 0.9, -radius * 0.4, radius * 1.8, radius * 0.8, IRON[1], 0.15);
    polygon(draw, [[radius * 0.6, -radius * 0.35], [radius * 1.35, 0], [radius * 0.6, radius * 0.35]], IRON[1]);
    box(draw, -radius * 0.8, -radius * 0.3, radius * 1.4, radius * 0.25, IRON[2], 0.1);
  }),
  bones: (draw, { radius }, salt) => {
    for (let index = 0; index < 6; index++) {
      const angle = noise(index, salt) * 6.3, x = (noise(index, salt, 1) - 0.5) * radius * 1.3, y = (noise(index, salt, 2) - 0.5) * radius * 1.3;
      line(draw, [[x - Math.cos(angle) * 0.5, y - Math.sin(angle) * 0.5], [x + Math.cos(angle) * 0.5, y + Math.sin(angle) * 0.5]], '#d9d0ba', 0.16);
    }
    disc(draw, 0, 0, radius * 0.32, '#e8e0cb');
    disc(draw, -0.1, -0.02, 0.07, '#2a241d');
    disc(draw, 0.12, -0.02, 0.07, '#2a241d');
  },
  signpost: shadowed((draw, { radius }) => {
    disc(draw, 0, 0, radius, WOOD[0]);
    box(draw, -1, -0.3, 1.7, 0.5, WOOD[2], 0.1);
    polygon(draw, [[0.7, -0.35], [1.1, -0.05], [0.7, 0.25]], WOOD[2]);
  }),
  standing_stone: shadowed((draw, { radius }, salt) => {
    lump(draw, radius * 0.4, radius * 0.5, radius * 1.2, '#0003', salt);
    lump(draw, 0, 0, radius * 1.08, '#5b6163', salt, 7);
    lump(draw, -0.1, -0.14, radius * 0.78, '#868d8e', salt, 7);
    line(draw, [[-0.2, -0.2], [0.1, 0], [-0.05, 0.3]], '#a9c6a0aa', 0.1);
  }),
  pillar: roundTop(STONE[0], STONE[1], STONE[2]), tower: masonryRound(), bollard: roundTop(...IRON), oil_tank: roundTop('#6d3a2b', '#99543c', '#c58464'), tar_pot: roundTop(IRON[0], '#191512', '#33281f'),
  cask: null, scales: roundTop('#7a5a22', '#b98d3a', '#e3c071'), winch: roundTop(WOOD[0], WOOD[1], WOOD[2]), crane: roundTop(WOOD[0], WOOD[1], IRON[2]), prop: roundTop(WOOD[0], WOOD[1], WOOD[2]),
  boulder: rock, rock, cairn: rock, wall: masonry(STONE[0], STONE[2]), ruin: masonry('#55544c', '#8d8a7c'), slab: masonry('#5f6366', '#9ba3a6'), block: masonry('#8a8478', '#bdb6a6'), altar_stone: masonry('#565b5d', '#8a9193'), steam_box: timber,
};
KINDS.cask = KINDS.barrel;
for (const kind of ['timber', 'bench', 'desk', 'pew', 'rack', 'trestle', 'fallen_oak', 'doorway', 'bar', 'chest']) KINDS[kind] = timber;

function hull(draw, width, height, dark, light) {
  const long = width >= height, a = (long ? width : height) / 2, b = (long ? height : width) / 2;
  draw.save();
  if (!long) draw.rotate(Math.PI / 2);
  const side = (share, fill) => {
    draw.fillStyle = fill;
    draw.beginPath();
    draw.moveTo(-a * share, -b * share * 0.7);
    draw.quadraticCurveTo(a * 0.4, -b * share * 1.3, a * share, 0);
    draw.quadraticCurveTo(a * 0.4, b * share * 1.3, -a * share, b * share * 0.7);
    draw.closePath();
    draw.fill();
  };
  draw.translate(0.2, 0.28);
  side(1, '#0004');
  draw.translate(-0.2, -0.28);
  for (const [share, fill] of [[1, dark], [0.84, light], [0.68, dark]]) side(share, fill);
  for (const x of [-0.5, 0, 0.4]) box(draw, a * x, -b * 0.62, 0.35, b * 1.24, light, 0.1);
  draw.restore();
}

function masonryRound() {
  return shadowed((draw, { radius }, salt) => {
    disc(draw, 0, 0, radius, STONE[0]);
    for (let ring = 0; ring < 2; ring++) {
      const reach = radius * (0.86 - ring * 0.3), count = Math.max(6, Math.round(reach * 6));
      for (let index = 0; index < count; index++) {
        draw.globalAlpha = 0.7 + noise(index, ring, salt) * 0.3;
        disc(draw, Math.cos(index / count * 6.283) * reach, Math.sin(index / count * 6.283) * reach, radius * 0.15, STONE[2]);
      }
    }
    draw.globalAlpha = 1;
    disc(draw, 0, 0, radius * 0.42, '#3a3632');
  });
}

const WOODEN = /wood|oak|plank|log|table|shelf|door|box|ship/, LEAFY = /tree|bush|fir|pine|oak|shrub/;

function drawingOf(thing) {
  if (Object.hasOwn(KINDS, thing.kind)) return KINDS[thing.kind];
  const word = thing.kind.split(/[-_]/).reverse().find(part => Object.hasOwn(KINDS, part));
  if (word) return KINDS[word];
  if (thing.radius) return LEAFY.test(thing.kind) ? KINDS.tree : rock;
  return WOODEN.test(thing.kind) ? timber : KINDS.block;
}

/** Draws a thing of a room where it stands. */
export function drawScenery(draw, thing) {
  const { radius, width = radius * 2, height = radius * 2 } = thing;
  draw.save();
  draw.translate(thing.x, thing.y);
  drawingOf(thing)(draw, { isRound: radius > 0, radius: radius || Math.min(width, height) / 2, width, height }, Math.abs(Math.round(thing.x * 7 + thing.y * 13)));
  draw.restore();
}

const LIGHTS = { lamp_post: [6, '#ffd98a'], forge: [8, '#ff9a4a'], hearth: [9, '#ffb066'], stove: [6, '#ffb066'], campfire: [8, '#ffa04d'], lens: [14, '#fff3c4'], altar: [6, '#bcd0ff'], fountain: [3, '#8fc8e8'] };

/** How far a thing's light reaches, and its colour; null: it gives none. */
export function lightOf({ kind, x, y }) {
  if (!Object.hasOwn(LIGHTS, kind)) return null;
  const [reach, colour] = LIGHTS[kind];
  return { x, y, reach, colour, flickers: kind !== 'lamp_post' && kind !== 'lens' };
}
