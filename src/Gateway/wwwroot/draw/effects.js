// Draws short-lived effects, below the names.
import { disc } from './paint.js';
import { drawIcon } from './icons.js';

/** In units of the world. */
export function drawEffects(draw, effects) {
  for (const effect of effects) {
    const { kind, x, y, age, colour } = effect;
    draw.globalAlpha = 1 - age;
    if (kind === 'sparks') {
      for (const { angle, speed, size } of effect.flecks) {
        const far = speed * (1 - (1 - age) ** 2);
        disc(draw, x + Math.cos(angle) * far, y + Math.sin(angle) * far + age * age * 0.5, size, colour);
      }
    } else if (kind === 'ring') {
      draw.strokeStyle = colour;
      draw.lineWidth = 0.12 * (1 - age) + 0.02;
      draw.beginPath();
      draw.arc(x, y, 0.3 + age * 1.1, 0, Math.PI * 2);
      draw.stroke();
    } else if (kind === 'swing') {
      const from = effect.angle + 0.9 - age * 1.4;
      draw.strokeStyle = '#ffffff';
      draw.lineCap = 'round';
      draw.lineWidth = 0.16 * (1 - age);
      draw.beginPath();
      draw.arc(x, y, 1.25, from - 0.7, from + 0.5);
      draw.stroke();
    } else if (kind === 'fly') {
      const share = age * age;
      draw.globalAlpha = 1 - share * 0.6;
      draw.save();
      draw.translate(x + (effect.to.x - x) * share, y + (effect.to.y - y) * share - Math.sin(age * Math.PI) * 0.8);
      drawIcon(draw, effect.item, 0.95 * (1 - share * 0.5));
      draw.restore();
    }
  }
  draw.globalAlpha = 1;
}

/** Rising numbers, in pixels. */
export function drawFloats(draw, camera, effects, textSize) {
  draw.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
  draw.textAlign = 'center';
  draw.textBaseline = 'middle';
  draw.lineJoin = 'round';
  for (const { kind, x, y, age, text, colour, icon, isLarge } of effects) {
    if (kind !== 'float') continue;
    const at = camera.toScreen({ x, y }), size = Math.round((isLarge ? 19 : 15) * textSize * (age < 0.12 ? 0.7 + age * 4 : 1.18 - Math.min(0.18, age)));
    draw.globalAlpha = age > 0.6 ? (1 - age) / 0.4 : 1;
    draw.font = `800 ${size}px system-ui, sans-serif`;
    const top = at.y - age * 38, shift = icon ? 9 : 0;
    draw.lineWidth = 4;
    draw.strokeStyle = '#14110ee6';
    draw.strokeText(text, at.x - shift, top);
    draw.fillStyle = colour;
    draw.fillText(text, at.x - shift, top);
    if (icon) {
      draw.save();
      draw.translate(at.x + 14, top);
      drawIcon(draw, icon, size + 2);
      draw.restore();
    }
  }
  draw.globalAlpha = 1;
}
