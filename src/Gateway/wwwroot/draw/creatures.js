// Creatures, from above, by their kind: birds, four-legged beasts, people of the world's own, wisps; any other kind is a soft thing with eyes, in a colour of its own.
import { hashOf } from './icons.js';
import { disc, line, oval, polygon } from './paint.js';

const INK = '#1a1512';

const bird = (body, wing, head, beak, size) => (draw, { phase, walks }) => {
  draw.scale(size, size);
  const flap = walks ? Math.abs(Math.sin(phase * 1.4)) * 0.12 : 0;
  polygon(draw, [[-0.3, -0.12], [-0.62, -0.16], [-0.62, 0.16], [-0.3, 0.12]], wing);
  oval(draw, 0, 0, 0.42, 0.3, INK);
  oval(draw, 0, 0, 0.38, 0.26, body);
  oval(draw, -0.06, -0.19 - flap, 0.32, 0.13, wing, 0.12);
  oval(draw, -0.06, 0.19 + flap, 0.32, 0.13, wing, -0.12);
  polygon(draw, [[0.52, -0.07], [0.7, 0], [0.52, 0.07]], beak);
  disc(draw, 0.38 + (walks ? Math.sin(phase * 2) * 0.05 : 0), 0, 0.19, INK);
  disc(draw, 0.38 + (walks ? Math.sin(phase * 2) * 0.05 : 0), 0, 0.155, head);
  for (const y of [-0.09, 0.09]) disc(draw, 0.45, y, 0.035, INK);
};

/** @param look `{ body, back, head, ears, tail, size, long, isWoolly, hasAntlers }` */
const beast = look => (draw, { phase, walks }) => {
  const { body, back = body, head = body, ears = body, tail = 0.4, size = 1, long = 0.52, isWoolly = false, hasAntlers = false } = look, stride = walks ? Math.sin(phase) * 0.13 : 0;
  draw.scale(size, size);
  draw.lineCap = 'round';
  for (const [x, y, sign] of [[0.3, -0.26, 1], [0.3, 0.26, -1], [-0.32, -0.26, -1], [-0.32, 0.26, 1]]) oval(draw, x + stride * sign, y, 0.13, 0.09, back);
  if (tail > 0) {
    const sway = Math.sin(phase * 0.7) * 0.12;
    line(draw, [[-long, 0], [-long - tail, sway]], INK, 0.16);
    line(draw, [[-long, 0], [-long - tail, sway]], back, 0.1);
  }
  if (isWoolly) for (let angle = 0; angle < 9; angle++) disc(draw, Math.cos(angle * 0.698) * 0.42, Math.sin(angle * 0.698) * 0.3, 0.2, INK);
  oval(draw, 0, 0, long + 0.05, 0.35, INK);
  if (isWoolly) for (let angle = 0; angle < 9; angle++) disc(draw, Math.cos(angle * 0.698) * 0.42, Math.sin(angle * 0.698) * 0.3, 0.165, body);
  oval(draw, 0, 0, long, 0.3, body);
  oval(draw, -0.05, 0, long * 0.75, 0.13, back);
  for (const y of [-1, 1]) {
    polygon(draw, [[long + 0.02, y * 0.1], [long - 0.12, y * 0.34], [long + 0.18, y * 0.2]], INK);
    polygon(draw, [[long + 0.02, y * 0.1], [long - 0.07, y * 0.29], [long + 0.14, y * 0.18]], ears);
    if (hasAntlers) for (const [a, b] of [[0.1, 0.45], [-0.15, 0.6], [0.25, 0.6]]) line(draw, [[long + 0.1, y * 0.12], [long + 0.1 + a, y * b]], '#d2b48a', 0.07);
  }
  oval(draw, long + 0.16, 0, 0.29, 0.215, INK);
  oval(draw, long + 0.16, 0, 0.255, 0.18, head);
  disc(draw, long + 0.4, 0, 0.055, INK);
  for (const y of [-0.1, 0.1]) disc(draw, long + 0.22, y, 0.038, INK);
};

const person = hue => (draw, { phase, walks }) => {
  const stride = walks ? Math.sin(phase) * 0.2 : 0;
  oval(draw, 0.05 + stride, -0.2, 0.2, 0.12, '#33261c');
  oval(draw, 0.05 - stride, 0.2, 0.2, 0.12, '#33261c');
  oval(draw, 0, 0, 0.37, 0.52, INK);
  oval(draw, 0, 0, 0.32, 0.47, `hsl(${hue} 40% 42%)`);
  oval(draw, 0.12, 0, 0.16, 0.3, '#efe4cf');
  for (const y of [-0.42, 0.42]) disc(draw, 0.2, y, 0.13, '#e0b08a');
  disc(draw, 0.02, 0, 0.34, INK);
  disc(draw, 0.02, 0, 0.3, `hsl(${hue} 35% 30%)`);
  disc(draw, 0.05, 0, 0.19, '#e0b08a');
  for (const y of [-0.08, 0.08]) disc(draw, 0.16, y, 0.038, INK);
};

const wisp = hue => (draw, { phase }) => {
  for (const [radius, alpha] of [[0.8, 0.14], [0.55, 0.25], [0.36, 0.6]]) disc(draw, 0, Math.sin(phase + radius * 3) * 0.06, radius, `hsl(${hue} 80% 75% / ${alpha})`);
  disc(draw, 0, 0, 0.2, '#fffdf0');
};

const crab = colour => (draw, { phase, walks }) => {
  for (const side of [-1, 1]) for (const x of [-0.25, 0, 0.25]) line(draw, [[x, side * 0.25], [x + (walks ? Math.sin(phase + x * 9) * 0.1 : 0), side * 0.55]], INK, 0.1);
  oval(draw, 0, 0, 0.36, 0.45, INK);
  oval(draw, 0, 0, 0.31, 0.4, colour);
  for (const y of [-0.34, 0.34]) { disc(draw, 0.42, y, 0.17, INK); disc(draw, 0.42, y, 0.13, colour); }
  for (const y of [-0.1, 0.1]) disc(draw, 0.3, y, 0.05, INK);
};

const blob = hue => (draw, { phase }) => {
  const breath = Math.sin(phase * 0.8) * 0.03;
  oval(draw, 0, 0, 0.5 + breath, 0.46 - breath, INK);
  oval(draw, 0, 0, 0.45 + breath, 0.41 - breath, `hsl(${hue} 45% 48%)`);
  oval(draw, -0.14, -0.14, 0.16, 0.11, '#ffffff3a', 0.7);
  for (const y of [-0.15, 0.15]) { disc(draw, 0.24, y, 0.1, '#fff'); disc(draw, 0.28, y, 0.055, INK); }
};

const KINDS = {
  pigeon: bird('#8d97a6', '#6d7787', '#5f7f86', '#d9a45c', 0.8), gull: bird('#f3f3ef', '#a9b4bd', '#ffffff', '#efb13a', 1), crow: bird('#2d2f36', '#1f2025', '#34363e', '#4a4a4a', 0.9), hen: bird('#c98a52', '#a56c3a', '#d49a63', '#efb13a', 0.9),
  cat: beast({ body: '#8c8f96', back: '#6e7178', tail: 0.5, size: 0.72 }), rat: beast({ body: '#7a6a5d', back: '#5f5147', ears: '#c99a92', tail: 0.6, size: 0.6 }), wolf: beast({ body: '#7c8188', back: '#565b62', head: '#8f949b', tail: 0.5, size: 1.15 }),
  dog: beast({ body: '#a5773f', back: '#875e2e', tail: 0.4, size: 0.9 }), fox: beast({ body: '#c4672c', back: '#a9541f', head: '#d98243', tail: 0.6, size: 0.8 }), bear: beast({ body: '#5a4030', back: '#46301f', tail: 0, size: 1.5 }),
  boar: beast({ body: '#5f4d40', back: '#46372c', tail: 0.2, size: 1 }), sheep: beast({ body: '#efeadf', back: '#ddd5c3', head: '#4a413b', ears: '#4a413b', tail: 0, size: 1, isWoolly: true }), goat: beast({ body: '#d8cfbf', back: '#b9ad99', tail: 0.15, size: 0.95, hasAntlers: true }),
  deer: beast({ body: '#a8703f', back: '#8a5a30', head: '#b9804c', tail: 0.14, size: 1.15, hasAntlers: true }), horse: beast({ body: '#7a5233', back: '#4d331f', tail: 0.5, size: 1.5 }), cow: beast({ body: '#e7dfd2', back: '#5a4436', tail: 0.5, size: 1.4 }),
  crab: crab('#c9573c'), spider: crab('#4b4450'), wisp: wisp(190), ghost: wisp(230), spirit: wisp(150), fire: wisp(30), slime: blob(120),
};
const ALSO = { bird: 'crow', raven: 'crow', duck: 'gull', swan: 'gull', chicken: 'hen', mouse: 'rat', hound: 'dog', stag: 'deer', hare: 'rat', rabbit: 'rat', lamb: 'sheep', pony: 'horse', camel: 'horse', pig: 'boar', puppy: 'dog', lion: 'fox', tiger: 'fox', elemental: 'fire' };
const PEOPLE = /man|woman|guard|keep|master|merchant|trader|smith|witch|wizard|goblin|orc|bandit|knight|sailor|priest|child|monk|troll|zombie|skeleton|dummy/;

function drawingOf(kind) {
  for (const word of [kind, ...kind.split(/[-_ ]/).reverse()]) if (Object.hasOwn(KINDS, ALSO[word] ?? word)) return KINDS[ALSO[word] ?? word];
  return PEOPLE.test(kind) ? person(hashOf(kind) % 360) : blob(hashOf(kind) % 360);
}

const drawings = new Map();

/** @param figure `{ kind, x, y, facing, phase, walks, hurt, death }` */
export function drawCreature(draw, figure) {
  const { kind, x, y, facing, hurt, death } = figure, drawing = drawings.get(kind) ?? drawings.set(kind, drawingOf(kind)).get(kind);
  draw.save();
  draw.translate(x, y);
  oval(draw, 0.08, 0.13, 0.48, 0.4, '#0004');
  if (death > 0) draw.globalAlpha = Math.max(0, 1 - death);
  if (hurt > 0) draw.translate(Math.sin(hurt * 30) * 0.08 * hurt, 0);
  draw.rotate(facing + death * 1.2);
  draw.scale(1 - death * 0.2, 1 - death * 0.5);
  drawing(draw, figure);
  if (hurt > 0) disc(draw, 0, 0, 0.5, `rgb(255 70 50 / ${hurt * 0.45})`);
  draw.restore();
}
