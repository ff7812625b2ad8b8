// Names, health and speech, in pixels, above everything else. Each text is painted once, and copied.
import { BUBBLE, INKS, OUTLINE } from './inks.js';
import { Fading, placeLabels } from './label-layout.js';

/** Weight and size of texts, in pixels. */
const STYLES = { me: ['700', 14], player: ['600', 13], creature: ['600', 12], item: ['500', 12], exit: ['700', 13], thing: ['600', 12] };
const MOST_TEXTS = 400;

export class Labels {
  #texts = new Map(); #fading = new Fading(); #last = new Map(); #before = 0;
  textSize = 1;

  /** @param labels `[{ key, text, style, at, above, priority, alpha }]` in units of the world @param taken rectangles where no name may be */
  draw(draw, camera, labels, taken, now) {
    const measured = labels.map(label => {
      const picture = this.#picture(label.text, label.style, camera.ratio), { x, y } = camera.toScreen(label.at);
      return { ...label, picture, x, y: y - label.above * camera.scale, width: picture.width / camera.ratio, height: picture.height / camera.ratio, below: label.below ? label.below * camera.scale : 0 };
    });
    const placed = placeLabels(measured, camera, taken), byKey = new Map(measured.map(label => [label.key, label]));
    const alphas = this.#fading.step(placed, Math.min(100, now - this.#before));
    this.#before = now;
    draw.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    for (const [key, alpha] of alphas) {
      const label = byKey.get(key), last = this.#last.get(key), picture = label?.picture ?? last?.picture;
      // A label that has lost its place fades where it was; one that has never had a place is not seen.
      const at = placed.get(key) ?? (label && last ? { left: label.x + last.dx, top: label.y + last.dy } : last?.at);
      if (!at || !picture) continue;
      if (label) this.#last.set(key, { picture, at, dx: at.left - label.x, dy: at.top - label.y });
      draw.globalAlpha = alpha * (label?.alpha ?? 1);
      draw.drawImage(picture, Math.round(at.left * camera.ratio) / camera.ratio, Math.round(at.top * camera.ratio) / camera.ratio, picture.width / camera.ratio, picture.height / camera.ratio);
    }
    for (const key of this.#last.keys()) if (!alphas.has(key)) this.#last.delete(key);
    draw.globalAlpha = 1;
  }

  #picture(text, style, ratio) {
    const key = `${style}:${this.textSize}:${ratio}:${text}`, known = this.#texts.get(key);
    if (known) return known;
    if (this.#texts.size > MOST_TEXTS) this.#texts.clear();
    const [weight, size] = STYLES[style], pixels = Math.round(size * this.textSize), font = `${weight} ${pixels}px system-ui, sans-serif`;
    const picture = document.createElement('canvas'), draw = picture.getContext('2d');
    draw.font = font;
    const width = Math.ceil(draw.measureText(text).width) + 8, height = Math.round(pixels * 1.35);
    [picture.width, picture.height] = [Math.ceil(width * ratio), Math.ceil(height * ratio)];
    draw.scale(ratio, ratio);
    draw.font = font;
    draw.textAlign = 'center';
    draw.textBaseline = 'middle';
    draw.lineJoin = 'round';
    draw.lineWidth = 3.5;
    draw.strokeStyle = OUTLINE;
    draw.strokeText(text, width / 2, height / 2 + 0.5);
    draw.fillStyle = INKS[style];
    draw.fillText(text, width / 2, height / 2 + 0.5);
    this.#texts.set(key, picture);
    return picture;
  }
}

/** Draws speech above the speakers. Returns the rectangles that it covers. */
export function drawBubbles(draw, camera, bubbles, textSize, now) {
  const taken = [];
  draw.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
  for (const { text, at, since, until, isEmote } of bubbles) {
    const size = Math.round(14 * textSize), { x, y } = camera.toScreen(at);
    draw.font = `${isEmote ? 'italic ' : ''}500 ${size}px system-ui, sans-serif`;
    const lines = wrapped(draw, text, 210 * textSize), width = Math.max(...lines.map(line => draw.measureText(line).width)) + 20, height = lines.length * size * 1.3 + 12;
    const left = Math.max(4, Math.min(camera.width - width - 4, x - width / 2));
    let top = y - camera.scale * 1.5 - height - 14;
    for (let tries = 0; tries < 6; tries++) {
      const other = taken.find(one => left < one.right && one.left < left + width && top < one.bottom && one.top < top + height);
      if (!other) break;
      top = other.top - height - 3;
    }
    const grown = Math.min(1, (now - since) / 140);
    draw.globalAlpha = Math.min(grown, Math.max(0, (until - now) / 300));
    draw.fillStyle = BUBBLE.ground;
    draw.strokeStyle = '#1a1512';
    draw.lineWidth = 1.5;
    draw.beginPath();
    draw.roundRect(left, top + (1 - grown) * 8, width, height, 9);
    draw.fill();
    draw.stroke();
    draw.beginPath();
    draw.moveTo(x - 6, top + height - 1);
    draw.lineTo(x, top + height + 8);
    draw.lineTo(x + 6, top + height - 1);
    draw.fill();
    draw.fillStyle = BUBBLE.ink;
    draw.textAlign = 'center';
    draw.textBaseline = 'middle';
    lines.forEach((line, index) => draw.fillText(line, left + width / 2, top + 6 + (index + 0.5) * size * 1.3 + (1 - grown) * 8));
    taken.push({ left, top, right: left + width, bottom: top + height + 8 });
  }
  draw.globalAlpha = 1;
  return taken;
}

const MOST_LINES = 4;

function wrapped(draw, text, width) {
  const lines = [''];
  for (const word of text.split(/\s+/).flatMap(one => one.match(/.{1,24}/gu) ?? [])) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (draw.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]} ...`] : lines;
}

/** A health bar above a head. */
export function drawHealth(draw, camera, at, above, share, isMine) {
  const { x, y } = camera.toScreen(at), width = Math.max(26, camera.scale * 1.3), top = y - above * camera.scale;
  draw.fillStyle = '#14110ecc';
  draw.fillRect(x - width / 2 - 1, top - 1, width + 2, 6);
  draw.fillStyle = share > 0.5 ? isMine ? '#8fdc7a' : '#6fce7a' : share > 0.25 ? '#f2c14e' : '#e8604f';
  draw.fillRect(x - width / 2, top, width * Math.max(0, share), 4);
}
