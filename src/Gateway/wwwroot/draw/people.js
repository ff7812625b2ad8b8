// Players, from above: they look where they face, step as they walk, strike with what is in their hand, and lie down when they die.
import { disc, line, oval, polygon } from './paint.js';

const SKINS = ['#f0cba6', '#e0b08a', '#c68f63', '#a06d45', '#7a4f33'], HAIRS = ['#2c211a', '#5a3a22', '#8a5a2c', '#c9a05a', '#8f8a86', '#7a2f22'];

const hueOf = id => Number(id) * 137 % 360;

/** The colour of a player, by which it is known on the map and in lists. */
export const colourOf = id => `hsl(${hueOf(id)} 60% 55%)`;

/** @param figure `{ id, x, y, facing, phase, walks, swing, hurt, death, isMine }`: phase in radians of a step, swing, hurt and death from 0 to 1 */
export function drawPlayer(draw, figure) {
  const { id, x, y, facing, phase, walks, swing, hurt, death } = figure, stride = walks ? Math.sin(phase) * 0.22 : 0, bob = walks ? Math.abs(Math.cos(phase)) * 0.03 : 0;
  draw.save();
  draw.translate(x, y);
  oval(draw, 0.09, 0.14, 0.52, 0.46, '#0005');
  if (death > 0) {
    draw.globalAlpha = 1 - death * 0.6;
    draw.scale(1 + death * 0.1, 1 - death * 0.25);
  }
  draw.rotate(facing + death * 1.6);
  draw.scale(1 + bob, 1 + bob);
  oval(draw, 0.05 + stride, -0.2, 0.2, 0.13, '#33261c');
  oval(draw, 0.05 - stride, 0.2, 0.2, 0.13, '#33261c');
  const dark = `hsl(${hueOf(id)} 55% 30%)`, skin = SKINS[Number(id) % SKINS.length];
  oval(draw, 0, 0, 0.37, 0.53, dark);
  oval(draw, 0, 0, 0.31, 0.47, colourOf(id));
  hand(draw, 0.2 - stride * 0.8, -0.42, dark, skin);
  draw.save();
  // The stroke goes from the right across the front.
  const reach = swing > 0 ? Math.sin(swing * Math.PI) * 0.34 : 0;
  draw.rotate(swing > 0 ? 1.1 - swing * 1.7 : 0);
  line(draw, [[0.28 + reach, 0.4], [0.78 + reach, 0.32]], '#1a1512', 0.17);
  line(draw, [[0.3 + reach, 0.4], [0.76 + reach, 0.32]], swing > 0 ? '#eef2f4' : '#a9793f', 0.1);
  hand(draw, 0.24 + stride * 0.8 + reach, 0.42, dark, skin);
  draw.restore();
  disc(draw, 0.02, 0, 0.3, '#1a1512');
  disc(draw, 0.02, 0, 0.26, skin);
  // Hair at the back, eyes in front.
  draw.fillStyle = HAIRS[Number(id) * 7 % HAIRS.length];
  draw.beginPath();
  draw.arc(0, 0, 0.265, 0.9, Math.PI * 2 - 0.9);
  draw.closePath();
  draw.fill();
  disc(draw, 0.19, -0.09, 0.042, '#1a1512');
  disc(draw, 0.19, 0.09, 0.042, '#1a1512');
  if (hurt > 0) oval(draw, 0, 0, 0.42, 0.56, `rgb(255 70 50 / ${hurt * 0.7})`);
  draw.restore();
}

function hand(draw, x, y, sleeve, skin) {
  disc(draw, x - 0.08, y, 0.14, sleeve);
  disc(draw, x, y, 0.115, skin);
}

/** The ring around the player's own figure. */
export function drawMarker(draw, { x, y }, colour, pulse = 0) {
  draw.strokeStyle = colour;
  draw.lineWidth = 0.09;
  draw.beginPath();
  draw.ellipse(x, y, 0.72 + pulse, 0.72 + pulse, 0, 0, Math.PI * 2);
  draw.stroke();
}

/** Where the player walks to: an arrowhead that sinks to the ground. */
export function drawGoal(draw, { x, y }, now) {
  const high = 0.35 + Math.abs(Math.sin(now / 260)) * 0.3;
  oval(draw, x, y, 0.36, 0.2, '#0004');
  polygon(draw, [[x, y - high + 0.35], [x - 0.32, y - high - 0.2], [x, y - high - 0.08], [x + 0.32, y - high - 0.2]], '#f2c14e');
}
