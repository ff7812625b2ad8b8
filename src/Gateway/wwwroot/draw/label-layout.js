// Places names so that none covers another: the important ones first, each at the first of its places that is free. A name without a place fades out, and in again when there is room.

/** Pixels between two names. */
const GAP = 2;
/** The share of a full fade for each millisecond. */
const FADE = 1 / 160;

/**
 * @param labels `[{ key, x, y, width, height, priority }]` in pixels; x, y is the middle of the lower edge, at its best place
 * @param taken rectangles `{ left, top, right, bottom }` where nothing may be
 * @returns `{ left, top }` of those that have a place, by their keys
 */
export function placeLabels(labels, view, taken = []) {
  const placed = new Map(), rectangles = [...taken];
  for (const label of [...labels].sort((one, other) => other.priority - one.priority || (one.key < other.key ? -1 : 1))) {
    for (const [dx, dy] of placesOf(label)) {
      const left = Math.max(2, Math.min(view.width - label.width - 2, label.x - label.width / 2 + dx)), top = label.y - label.height + dy;
      const rectangle = { left: left - GAP, top: top - GAP, right: left + label.width + GAP, bottom: top + label.height + GAP };
      if (rectangles.some(other => overlaps(rectangle, other))) continue;
      rectangles.push(rectangle);
      placed.set(label.key, { left, top });
      break;
    }
  }
  return placed;
}

/** At its best place, a line higher, and below the thing that it names. */
const placesOf = ({ height, below = 0 }) => below ? [[0, 0], [0, -height - GAP * 2], [0, below]] : [[0, 0], [0, -height - GAP * 2]];

const overlaps = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** How visible each label is, from 0 to 1, as they come and go. */
export class Fading {
  #alphas = new Map();

  /** @param placed labels that have a place now, by key @returns `[key, alpha]` of all labels that are still seen */
  step(placed, elapsedMs) {
    for (const key of placed.keys()) if (!this.#alphas.has(key)) this.#alphas.set(key, 0);
    for (const [key, alpha] of this.#alphas) {
      const now = alpha + (placed.has(key) ? elapsedMs : -elapsedMs) * FADE;
      if (now <= 0 && !placed.has(key)) this.#alphas.delete(key);
      else this.#alphas.set(key, Math.min(1, Math.max(0, now)));
    }
    return this.#alphas;
  }
}
