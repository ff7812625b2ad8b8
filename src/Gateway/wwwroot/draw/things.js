// Things on the ground: items, resources with how much of them is left, and shots.
import { drawIcon } from './icons.js';
import { crown, disc, line, lump, noise, oval } from './paint.js';

/** Icons and bushes of one size are painted once, and copied from there. */
const stamps = new Map();

/** Draws the picture of that name around x, y. It is painted with `paint` when it is first needed in this size; `reach` is how far it extends from its middle. */
function stamp(draw, name, x, y, reach, pixels, paint) {
  const size = Math.ceil(reach * 2 * pixels), key = `${name}:${size}`;
  let picture = stamps.get(key);
  if (!picture) {
    if (stamps.size > 600) stamps.clear();
    picture = Object.assign(document.createElement('canvas'), { width: size, height: size });
    const context = picture.getContext('2d');
    context.setTransform(size / reach / 2, 0, 0, size / reach / 2, size / 2, size / 2);
    paint(context);
    stamps.set(key, picture);
  }
  draw.drawImage(picture, x - reach, y - reach, reach * 2, reach * 2);
}

export function drawItem(draw, item, pixels, time) {
  const bob = Math.sin(time / 500 + noise(item.x * 10, item.y * 10) * 6) * 0.05;
  oval(draw, item.x + 0.05, item.y + 0.4, 0.38, 0.14, '#0005');
  stamp(draw, `item ${item.kind}`, item.x, item.y + bob - 0.05, 0.62, pixels, one => drawIcon(one, item.kind, 1));
}

const RESOURCES = {
  food(draw, radius, isLarge, salt) {
    crown(draw, 0, 0, radius, '#2f5a34', '#43793f', '#6a9f55', salt);
    for (let index = 0; index < 7; index++) disc(draw, Math.cos(index * 2.4) * radius * (0.2 + noise(index, salt) * 0.6), Math.sin(index * 2.4) * radius * (0.2 + noise(index, salt) * 0.6), Math.max(0.09, radius * 0.15), index % 3 ? '#cf4a3a' : '#e8705c');
  },
  wood(draw, radius, isLarge, salt) {
    if (isLarge) {
      for (let index = 0; index < 6; index++) line(draw, [[0, 0], [Math.cos(index * 1.05 + salt) * radius, Math.sin(index * 1.05 + salt) * radius]], '#5a3d27', radius * 0.28);
      disc(draw, 0, 0, radius * 0.72, '#5a3d27');
      disc(draw, 0, 0, radius * 0.6, '#c99a62');
      for (const ring of [0.45, 0.3, 0.14]) { draw.strokeStyle = '#9a6f40'; draw.lineWidth = 0.06; draw.beginPath(); draw.arc(0.03, 0, radius * ring, 0, 7); draw.stroke(); }
    } else drawIcon(draw, 'wood', radius * 2.1);
  },
  stone(draw, radius, isLarge, salt) {
    if (isLarge) {
      lump(draw, 0, 0, radius * 1.05, '#5f6366', salt, 8, 0.4);
      lump(draw, -radius * 0.1, -radius * 0.12, radius * 0.85, '#8d9396', salt, 8, 0.4);
      lump(draw, -radius * 0.22, -radius * 0.28, radius * 0.45, '#b7bcbe', salt + 1, 7, 0.4);
      line(draw, [[-radius * 0.3, 0], [radius * 0.1, radius * 0.2], [radius * 0.4, 0]], '#4b4f52', 0.08);
    } else drawIcon(draw, 'stone', radius * 2.1);
  },
  gold(draw, radius, isLarge, salt) {
    if (isLarge) { RESOURCES.stone(draw, radius, true, salt); for (let index = 0; index < 7; index++) disc(draw, Math.cos(index * 2.1) * radius * 0.5, Math.sin(index * 2.1) * radius * 0.5, radius * 0.13, '#f2c14e'); }
    else drawIcon(draw, 'coin', radius * 1.9);
  },
};

/** A place where something is gathered; when used up, it is a shadow of itself. */
export function drawNode(draw, { resource, x, y, radius, onTouch, left }, pixels) {
  const salt = Math.abs(Math.round(x * 3 + y * 5)) % 8;
  oval(draw, x + radius * 0.18, y + radius * 0.35, radius * 1.05, radius * 0.85, '#0004');
  draw.globalAlpha = left > 0 ? 1 : 0.22;
  stamp(draw, `${resource} ${radius} ${onTouch} ${salt}`, x, y, radius * 1.35 + 0.2, pixels, one => {
    if (Object.hasOwn(RESOURCES, resource)) RESOURCES[resource](one, radius, !onTouch, salt);
    else drawIcon(one, resource, radius * 2.1);
  });
  draw.globalAlpha = 1;
}

export function drawShot(draw, { x, y, angle }) {
  draw.save();
  draw.translate(x, y);
  draw.rotate(angle ?? 0);
  for (const [length, width, colour] of [[1.3, 0.2, '#ffb34d33'], [0.8, 0.16, '#ffc861'], [0.4, 0.1, '#fff4cc']]) {
    draw.lineCap = 'round';
    line(draw, [[-length, 0], [0.15, 0]], colour, width);
  }
  draw.restore();
}
