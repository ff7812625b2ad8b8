// Keyboard, mouse and touch to the client's inputs.
const KEYS = { ArrowUp: [0, -1], KeyW: [0, -1], ArrowDown: [0, 1], KeyS: [0, 1], ArrowLeft: [-1, 0], KeyA: [-1, 0], ArrowRight: [1, 0], KeyD: [1, 0] };

export class Controls {
  #held = new Set(); #canvas; #stick; #knob; #strike; #game; #map; #input; #aim = null;

  constructor(canvas, stick, knob, strike, game, map, input) {
    [this.#canvas, this.#stick, this.#knob, this.#strike, this.#game, this.#map, this.#input] = [canvas, stick, knob, strike, game, map, input];
  }

  start() {
    addEventListener('keydown', event => this.#down(event));
    addEventListener('keyup', event => { if (this.#held.delete(event.code)) this.#walk(); });
    addEventListener('blur', () => { this.#held.clear(); this.#game.move(0, 0); });
    this.#canvas.addEventListener('pointermove', event => { this.#aim = { x: event.offsetX, y: event.offsetY }; });
    this.#canvas.addEventListener('pointerdown', event => {
      this.#canvas.focus();
      const item = this.#map.itemAt(event.offsetX, event.offsetY);
      if (item) this.#map.onItem?.(item);
    });
    this.#strike.addEventListener('pointerdown', () => this.#game.attack());
    this.#stick.addEventListener('pointerdown', event => { this.#stick.setPointerCapture(event.pointerId); this.#push(event); });
    this.#stick.addEventListener('pointermove', event => { if (this.#stick.hasPointerCapture(event.pointerId)) this.#push(event); });
    this.#stick.addEventListener('pointerup', () => { this.#knob.style.transform = ''; this.#game.move(0, 0); });
  }

  #down(event) {
    const typing = document.activeElement === this.#input || document.querySelector('dialog[open]');
    if (event.key === 'Escape') { this.#canvas.focus(); return; }
    // Who has a button in hand presses that.
    if ((event.code === 'Space' || event.key === 'Enter') && event.target.closest?.('button')) return;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') { event.preventDefault(); this.#input.focus(); return; }
    if (event.code in KEYS) {
      event.preventDefault();
      if (!this.#held.has(event.code)) { this.#held.add(event.code); this.#walk(); }
    } else if (event.code === 'Space') { event.preventDefault(); this.#game.attack(); }
    else if (event.code === 'KeyF') this.#game.fire(this.#aim ? this.#map.angleTo(this.#aim.x, this.#aim.y) : undefined);
  }

  #walk() {
    let x = 0, y = 0;
    for (const code of this.#held) { x += KEYS[code][0]; y += KEYS[code][1]; }
    this.#game.move(Math.sign(x), Math.sign(y));
  }

  #push(event) {
    const box = this.#stick.getBoundingClientRect();
    let x = (event.clientX - box.left) / box.width * 2 - 1, y = (event.clientY - box.top) / box.height * 2 - 1;
    const length = Math.hypot(x, y);
    if (length > 1) { x /= length; y /= length; }
    this.#knob.style.transform = `translate(${x * 33}px, ${y * 33}px)`;
    this.#game.move(length < 0.2 ? 0 : Math.round(x * 10) / 10, length < 0.2 ? 0 : Math.round(y * 10) / 10);
  }
}
