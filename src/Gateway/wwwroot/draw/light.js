// Darkness and the lights in it: a small picture of how much light there is at each place, by which everything that was drawn is multiplied. In full daylight nothing is done.

const SHARE = 6;

export class Light {
  #canvas = document.createElement('canvas'); #glows = new Map();

  /** @param ambient the light that is everywhere, 0 to 1 of red, green and blue @param lights `[{ x, y, reach, colour, flickers }]` */
  draw(draw, camera, ambient, lights, time) {
    const dark = 1 - Math.min(...ambient);
    if (dark < 0.02) return;
    const canvas = this.#canvas, width = Math.ceil(camera.width / SHARE) + 1, height = Math.ceil(camera.height / SHARE) + 1;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    const small = canvas.getContext('2d'), scale = camera.scale / SHARE;
    small.globalCompositeOperation = 'source-over';
    small.globalAlpha = 1;
    small.fillStyle = `rgb(${ambient.map(part => Math.round(part * 255)).join(' ')})`;
    small.fillRect(0, 0, width, height);
    // Not added up, because bright light on bright light would change its colour.
    small.globalCompositeOperation = 'screen';
    small.globalAlpha = Math.min(1, dark * 1.7);
    for (const { x, y, reach, colour, flickers } of lights) {
      if (!camera.sees({ x, y }, reach)) continue;
      const at = camera.toScreen({ x, y }), radius = reach * scale * (flickers ? 1 + Math.sin(time / 90 + x * 7) * 0.03 + Math.sin(time / 37 + y) * 0.02 : 1);
      small.drawImage(this.#glow(colour), at.x / SHARE - radius, at.y / SHARE - radius, radius * 2, radius * 2);
    }
    draw.setTransform(camera.ratio, 0, 0, camera.ratio, 0, 0);
    draw.globalCompositeOperation = 'multiply';
    draw.imageSmoothingEnabled = true;
    draw.drawImage(canvas, 0, 0, width * SHARE, height * SHARE);
    draw.globalCompositeOperation = 'source-over';
  }

  #glow(colour) {
    if (!this.#glows.has(colour)) {
      const glow = Object.assign(document.createElement('canvas'), { width: 64, height: 64 }), draw = glow.getContext('2d'), shade = draw.createRadialGradient(32, 32, 2, 32, 32, 32);
      shade.addColorStop(0, colour);
      shade.addColorStop(0.45, `${colour}99`);
      shade.addColorStop(1, `${colour}00`);
      draw.fillStyle = shade;
      draw.fillRect(0, 0, 64, 64);
      this.#glows.set(colour, glow);
    }
    return this.#glows.get(colour);
  }
}
