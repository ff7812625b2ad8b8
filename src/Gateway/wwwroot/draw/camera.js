// From the world to the screen and back.

const MARGIN = 2.6;

export class Camera {
  x = 0; y = 0; scale = 26; width = 1; height = 1; ratio = 1;

  /** @param insets how much of the canvas lies behind panels: `{ top, right, bottom, left }` in pixels */
  follow(canvas, room, at, insets) {
    const { width, height, ratio } = fitToPage(canvas);
    [this.width, this.height, this.ratio] = [width, height, ratio];
    const open = { width: width - insets.left - insets.right, height: height - insets.top - insets.bottom };
    // A small room is shown completely; in a larger one the view follows the player, and stops at the edges.
    const least = Math.max(20, Math.min(36, Math.min(width, height) / 20)), fit = Math.min(open.width / (room.width + MARGIN * 2), open.height / (room.height + MARGIN * 2));
    this.scale = Math.max(least, Math.min(46, fit));
    const wanted = {
      x: hold(at?.x ?? 0, room.width, width / this.scale, insets.left / this.scale, insets.right / this.scale),
      y: hold(at?.y ?? 0, room.height, height / this.scale, insets.top / this.scale, insets.bottom / this.scale),
    };
    // In whole pixels, so that the ground does not shimmer.
    this.x = Math.round(wanted.x * this.scale * ratio) / (this.scale * ratio);
    this.y = Math.round(wanted.y * this.scale * ratio) / (this.scale * ratio);
  }

  get bounds() {
    const a = this.width / 2 / this.scale, b = this.height / 2 / this.scale;
    return { left: this.x - a, right: this.x + a, top: this.y - b, bottom: this.y + b };
  }

  sees({ x, y }, beyond = 2) {
    const { left, right, top, bottom } = this.bounds;
    return x > left - beyond && x < right + beyond && y > top - beyond && y < bottom + beyond;
  }

  toWorld(px, py) { return { x: (px - this.width / 2) / this.scale + this.x, y: (py - this.height / 2) / this.scale + this.y }; }

  toScreen({ x, y }) { return { x: (x - this.x) * this.scale + this.width / 2, y: (y - this.y) * this.scale + this.height / 2 }; }

  /** Sets a context to units of the world. */
  enter(draw) {
    const size = this.scale * this.ratio;
    draw.setTransform(size, 0, 0, size, this.width / 2 * this.ratio - this.x * size, this.height / 2 * this.ratio - this.y * size);
  }
}

/** Gives a canvas as many pixels as the screen has where it is shown, up to two for each pixel of the page. Returns its size in the page's pixels, and the ratio. */
export function fitToPage(canvas) {
  const ratio = Math.min(devicePixelRatio || 1, 2), { clientWidth: width, clientHeight: height } = canvas;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
  return { width, height, ratio };
}

/** The middle of the view along one axis: at the player, but no further than the edges are seen beside the panels. A room that fits between the panels is centred there. */
function hold(at, size, view, before, after) {
  const least = view / 2 - size / 2 - MARGIN - before, most = size / 2 + MARGIN + after - view / 2;
  return least >= most ? (least + most) / 2 : Math.max(least, Math.min(most, at));
}
