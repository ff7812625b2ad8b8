// The icons of items, resources and scores: layers of [fill, path] on a square of 24, drawn on the map by canvas and beside texts as SVG. A kind without an icon of its own gets that
// of a kind whose name is part of its own (a rusty-sword is drawn as a sword), else a pouch in a colour of its own.

const disc = (x, y, r) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
const GOLD = '#f2c14e', STEEL = '#c9d2d6', IRON = '#6e777d', WOOD = '#9a6a3c', DARK_WOOD = '#6b4526', RED = '#d4533f', LEAF = '#5fa04e', BRASS = '#d9a441', BONE = '#ede3cc', PAPER = '#f1e3bd';

const LAYERS = {
  bread: [['#c98d4b', 'M3 14c0-6 5-9 9-9s9 3 9 9c0 3-2 5-4 5H7c-2 0-4-2-4-5z'], ['#edc58b', 'M7 10l2 5h1.500l-2-6zM12 8l2 6h1.500l-2-6z']],
  apple: [[RED, 'M12 8c-3-3-9-1-9 5 0 5 4 9 7 8 1-.4 3-.4 4 0 3 1 7-3 7-8 0-6-6-8-9-5z'], [LEAF, 'M12 7c0-3 2-5 6-5 0 3-2 5-6 5z']],
  cheese: [['#f0cf63', 'M2 14L15 5c4 0 7 3 7 7v7H2z'], ['#c9a23c', `${disc(8, 15, 1.5)}${disc(14, 12, 1.8)}${disc(17, 16, 1.3)}`]],
  fish: [['#c8a45d', 'M2 12c4-7 12-7 16-1l4-4v10l-4-4c-4 6-12 6-16-1z'], ['#1a1512', disc(6.5, 11, 1)]],
  bottle: [['#7a5230', 'M10 2h4v5c3 1 4 3 4 6v7c0 1-1 2-2 2H8c-1 0-2-1-2-2v-7c0-3 1-5 4-6z'], [PAPER, 'M7 13h10v5H7z']],
  sword: [[STEEL, 'M20 2l2 2L10 17l-3-3z'], [BRASS, 'M4 12l8 8-1.5 1.5-8-8z'], [DARK_WOOD, 'M6 16l2 2-4 4-2-2z']],
  hammer: [[WOOD, 'M11 9l3 3-9 10-3-3z'], [IRON, 'M8 5l4-3 10 10-3 4-4-4-2 1-4-4 1-2z']],
  club: [[DARK_WOOD, 'M15 2c3-1 7 3 6 6l-3 4L5 22l-3-3L12 6z'], ['#8d6540', `${disc(16, 6, 1.2)}${disc(18, 9, 1)}${disc(14, 9, 1)}`]],
  hook: [[WOOD, 'M3 19L14 8l2 2L5 21z'], [STEEL, 'M13 9l3-5c2-3 6-2 6 2 0 3-2 4-4 4l-.5-2c2 0 2.5-1 2.5-2 0-2-2-2-2.5-1L15 11z']],
  lamp: [[BRASS, 'M8 19h8l1 3H7zM9 5h6l2 3H7zM10 2h4v3h-4z'], ['#ffe9a3', 'M7 8h10v11H7z'], ['#f08c3a', 'M12 10c3 3 2 6 0 7-2-1-3-4 0-7z']],
  map: [[PAPER, 'M2 5l6-2 8 3 6-2v15l-6 2-8-3-6 2z'], [RED, 'M14 10l1.5 1.500L17 10l1 1-1.5 1.500L18 14l-1 1-1.5-1.500L14 15l-1-1 1.5-1.500L13 11z'], ['#8a6a42', 'M4 14c2-3 4 1 7-2l.6 1c-3 3-5 0-7 2z']],
  spyglass: [[BRASS, 'M14 3l7 7-4 4-7-7z'], ['#b07a2c', 'M10 8l6 6-3 3-6-6z'], [DARK_WOOD, 'M7 12l5 5-4 4-5-5z']],
  whistle: [[STEEL, `M2 8h13v3l3-1c3 0 5 2 5 5s-2 5-5 5-5-2-5-4l-2-4H2z`], ['#3b4248', disc(18, 15, 1.8)]],
  rope: [['#c7a26a', `${disc(12, 12, 9)}`], ['#8d6a3a', 'M12 6a6 6 0 1 0 6 6h-1.500a4.5 4.5 0 1 1-4.5-4.500z'], ['#3a2b18', disc(12, 12, 2.5)]],
  candle: [['#f6edd2', 'M8 9h8v13H8z'], ['#f08c3a', 'M12 1c3 3 2 5.5 0 6.500C10 6.5 9 4 12 1z']],
  book: [['#8c3b3b', 'M4 3h13c2 0 3 1 3 3v16H6c-1 0-2-1-2-2z'], [PAPER, 'M6 19h12v2H6z'], [GOLD, 'M11 7h2v3h3v2h-3v4h-2v-4H8v-2h3z']],
  key: [[BRASS, 'M8 3a5 5 0 0 1 4.600 7l9 9v3h-4v-2h-2v-2h-2l-3-4A5 5 0 1 1 8 3z'], ['#3a2b18', disc(7.5, 7.5, 1.6)]],
  horseshoe: [[STEEL, 'M4 10a8 8 0 0 1 16 0c0 4-2 7-3 11h-4c1-4 3-7 3-11a4 4 0 0 0-8 0c0 4 2 7 3 11H7c-1-4-3-7-3-11z']],
  dice: [[BONE, 'M3 8l8-4 4 7-8 5zM12 14l8-3 2 8-8 3z'], ['#1a1512', `${disc(8, 8, 1)}${disc(10, 11, 1)}${disc(16, 15, 1)}${disc(18, 18, 1)}`]],
  shell: [['#f3d6c6', 'M12 3c6 0 10 5 9 11-1 4-5 7-9 7s-8-3-9-7C2 8 6 3 12 3z'], ['#c98b7c', 'M12 8c3 0 5 2 5 5s-2 5-5 5-4-2-4-4 1-3 3-3l.5 1.500c-1 0-1.5.5-1.5 1.500s1 2 2 2c2 0 3-1 3-3s-1-3-3-3z']],
  coin: [[GOLD, disc(12, 12, 9)], ['#c48f27', 'M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10z'], ['#fbe6a4', 'M11 9h2v6h-2z']],
  feather: [['#c9ced6', 'M21 3C11 3 5 9 5 15l-3 6 2 1 4-5c6 0 12-5 13-14z'], ['#8b93a0', 'M6 17L18 6l.5.500L7 18z']],
  fleece: [['#f4f0e6', 'M7 6c1-3 6-4 8-1 3-1 6 2 5 5 3 2 2 7-2 7-1 4-6 4-8 2-4 1-7-2-6-5-3-3-1-8 3-8z'], ['#d8d0be', 'M9 10c2-1 3 0 3 2m2-1c2-1 3 1 2 2m-7 2c1 2 3 1 3 0']],
  antler: [['#d2b48a', 'M10 22L9 14C5 14 3 11 3 7h2c0 2 1 4 3 4V4h2v8l2 3 5-4V4h2v5l3-2 1 2-9 8-1 5z']],
  gem: [['#f0a231', 'M7 4h10l5 7-10 10L2 11z'], ['#fbd27d', 'M9 5l-3 6 6 8 1-8z']],
  pelt: [['#8b8d93', 'M7 2l5 3 5-3 1 5 4 1-3 4 2 5-4 1-5 5-5-5-4-1 2-5-3-4 4-1z'], ['#b3b5ba', 'M12 7c3 2 3 8 0 12-3-4-3-10 0-12z']],
  tail: [['#b98a86', 'M4 4c5-3 9 1 8 5-1 3-3 5 0 7s7-1 9-4l1 1c-1 5-6 9-11 7s-5-6-3-10c1-3-1-4-3-3z']],
  flint: [['#5f666b', 'M4 20L8 6l8-3 5 8-6 9z'], ['#8d969b', 'M8 7l7-3-3 8-6 6z']],
  lute: [[WOOD, 'M10 9c4 0 6 3 5 6s-3 7-7 7-6-3-6-6 5-7 8-7z'], [DARK_WOOD, 'M11 11l8-8 3 2-9 8z'], ['#3a2b18', disc(9, 15, 2)]],
  board: [[DARK_WOOD, 'M4 2h2v20H4zM18 2h2v20h-2z'], [WOOD, 'M2 4h20v11H2z'], [PAPER, 'M5 6h5v6H5zM12 6h3v4h-3zM16 8h4v5h-4z']],
  bell: [[BRASS, 'M12 2c1 0 2 1 2 2 4 1 5 4 5 8 0 3 1 4 3 6H2c2-2 3-3 3-6 0-4 1-7 5-8 0-1 1-2 2-2z'], ['#7a5230', 'M9 18h6a3 3 0 0 1-6 0z']],
  anchor: [[IRON, 'M12 1a3 3 0 0 1 1.5 5.600V9H17v2h-3.500v8c3-.5 5-2 6-5l-2 .5 3-5.5 3 5-2 .5c-1 5-4 7-9.5 8C6 22 3 19 2.5 14.500l-2-.5 3-5 3 5.5-2-.5c1 3 3 4.5 6 5v-8H7V9h3.500V6.600A3 3 0 0 1 12 1z']],
  flame: [['#8fb6e8', 'M6 10h12l-2 11H8z'], ['#f08c3a', 'M12 2c5 5 4 10 0 13-4-3-5-8 0-13z'], ['#ffe9a3', 'M12 8c2 2 2 4 0 6-2-2-2-4 0-6z']],
  wood: [[WOOD, 'M3 9l13-5 5 4v5L8 19l-5-4z'], [DARK_WOOD, disc(6.5, 14, 3.5)], ['#d8ac74', disc(6.5, 14, 2.2)]],
  stone: [['#9aa0a3', 'M3 17l2-9 7-4 7 4 3 8-4 5H6z'], ['#c4c9cb', 'M6 9l6-4 4 3-5 4z']],
  food: [[LEAF, 'M12 8c-2-5 3-7 7-6-1 4-3 6-7 6z'], [RED, `${disc(8, 14, 5)}${disc(16, 15, 5)}`], ['#f29a88', `${disc(6.5, 12.5, 1.3)}${disc(14.5, 13.5, 1.3)}`]],
  gold: [[GOLD, 'M3 18l4-6h10l4 6-2 3H5z'], ['#fbe6a4', 'M8 13h7l2 3H7z'], ['#f7d679', 'M12 3l1.200 3L16 7l-2.800 1L12 11l-1.200-3L8 7l2.800-1z']],
  score: [[GOLD, 'M12 2l3 6.5 7 .8-5.200 4.700 1.5 7L12 17.5 5.700 21l1.5-7L2 9.300l7-.8z']],
  heart: [[RED, 'M12 21C4 15 2 11 2 8c0-5 7-7 10-2 3-5 10-3 10 2 0 3-2 7-10 13z']],
  meat: [['#b5533c', 'M5 8c3-6 12-6 15-1s0 11-6 12-7-2-9-4-2-4 0-7z'], [BONE, 'M4 15l4 3-3 4c-2 1-4-1-3-3-1-1 0-3 2-4z']],
  shield: [[STEEL, 'M12 2l9 3c0 8-2 14-9 17C5 19 3 13 3 5z'], ['#4f79a8', 'M12 5l6 2c0 6-2 9-6 12z']],
  bow: [[WOOD, 'M6 2c10 2 14 10 15 20l-2-1C17 13 12 7 5 4z'], [BONE, 'M5 3l15 18-1 1L4 4z']],
  ring: [[GOLD, 'M12 8a7 7 0 1 0 0 14 7 7 0 0 0 0-14zm0 3a4 4 0 1 1 0 8 4 4 0 0 1 0-8z'], ['#7fd0e8', 'M9 3h6l2 3-5 4-5-4z']],
  scroll: [[PAPER, 'M6 3h14v3h-3v15H5c-2 0-3-1-3-3h3V5z'], ['#8a6a42', 'M8 8h6v1.500H8zM8 12h6v1.500H8z']],
  plant: [[LEAF, 'M11 22c0-6-3-8-8-8 0 5 3 7 8 7-1-8 1-13 8-17 2 8-2 13-7 14v4z']],
  pouch: [['#a98458', 'M8 4l4 2 4-2 2 3-2 2c4 3 6 6 5 10-1 2-3 3-9 3s-8-1-9-3c-1-4 1-7 5-10L6 7z'], ['#6b4526', 'M7 8h10v2H7z']],
};

// Words in names of kinds that get another word's icon.
const ALSO = {
  bread: 'loaf cake pie', apple: 'fruit berry berries coconut pear plum', fish: 'herring kipper', bottle: 'tonic potion flask elixir wine beer ale', sword: 'cutlass blade dagger knife saber', hammer: 'axe pick mallet',
  club: 'cudgel stick staff driftwood', hook: 'gaff spear pole', lamp: 'lantern torch', map: 'chart', spyglass: 'telescope glass', whistle: 'flute horn', rope: 'coil cord', book: 'hymnbook tome',
  coin: 'money penny purse', fleece: 'wool', gem: 'amber bead pearl ruby crystal mana', pelt: 'skin fur hide leather cloth silk', tail: 'worm', lute: 'harp fiddle', board: 'sign notice', flame: 'altar fire', meat: 'ham steak',
  shield: 'armour armor', scroll: 'letter note permit paper', plant: 'herb flower leaf spice tea saffron', ring: 'amulet crown', pouch: 'bag sack crate bale', heart: 'heal',
};
const WORDS = new Map([...Object.keys(LAYERS).map(name => [name, name]), ...Object.entries(ALSO).flatMap(([name, words]) => words.split(' ').map(word => [word, name]))]);

/** A number from 0 up, the same for the same text everywhere. */
export function hashOf(text) {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return hash >>> 0;
}

/** The name of the icon of a kind; null: it has none. */
export function iconNameOf(kind) {
  for (const word of [kind, ...kind.split(/[-_ ]/).reverse()]) if (WORDS.has(word)) return WORDS.get(word);
  return null;
}

/** Layers of `[fill, path]` on a square of 24. */
function layersOf(kind) {
  const name = iconNameOf(kind);
  return name ? LAYERS[name] : [[`hsl(${hashOf(kind) % 360} 35% 50%)`, LAYERS.pouch[0][1]], LAYERS.pouch[1]];
}

const OUTLINE = '#1a1512', paths = new Map();
const pathOf = text => paths.get(text) ?? paths.set(text, new Path2D(text)).get(text);

/** Draws the icon around 0, 0 at this size. */
export function drawIcon(draw, kind, size) {
  draw.save();
  draw.scale(size / 24, size / 24);
  draw.translate(-12, -12);
  draw.lineJoin = 'round';
  draw.lineWidth = 2.4;
  draw.strokeStyle = OUTLINE;
  const layers = layersOf(kind);
  for (const [, path] of layers) draw.stroke(pathOf(path));
  for (const [fill, path] of layers) {
    draw.fillStyle = fill;
    draw.fill(pathOf(path));
  }
  draw.restore();
}

/** The icon as an SVG element, hidden from screen readers. */
export function iconElement(kind) {
  const icon = svgElement('svg', { viewBox: '-1 -1 26 26', class: 'icon', 'aria-hidden': 'true' }), layers = layersOf(kind);
  icon.append(...layers.map(([, d]) => svgElement('path', { d, fill: 'none', stroke: OUTLINE, 'stroke-width': 2.4, 'stroke-linejoin': 'round' })), ...layers.map(([fill, d]) => svgElement('path', { d, fill })));
  return icon;
}

export function svgElement(name, attributes) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
