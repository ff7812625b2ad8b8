// Turns keyboard, pointer and fingers into what the player wants: walk, strike, shoot, choose a thing. The keyboard alone is enough, so is a mouse, so is a finger.
const KEYS = { ArrowUp: [0, -1], KeyW: [0, -1], ArrowDown: [0, 1], KeyS: [0, 1], ArrowLeft: [-1, 0], KeyA: [-1, 0], ArrowRight: [1, 0], KeyD: [1, 0] };
/** Pixels that a finger may slip and still tap; pixels at which the stick is at its end. */
const SLIP = 10, STICK = 52;
/** Milliseconds between two strokes of a button that is held. */
const AGAIN_MS = 260;

export class Controls {
  #held = new Set(); #parts; #game; #on; #aim = null; #touch = null; #walksTo = null;

  /**
   * @param parts `{ map, stick, knob, strike, fire, input }`
   * @param on `{ byHand(), choose(px, py), hover(px, py), walkTo(px, py), angleTo(px, py), key(event) }`, in pixels of the map; `key` returns whether it was one of the page's
   */
  constructor(parts, game, on) { [this.#parts, this.#game, this.#on] = [parts, game, on]; }

  start() {
    const { map, stick, strike, fire } = this.#parts;
    addEventListener('keydown', event => this.#down(event));
    addEventListener('keyup', event => { if (this.#held.delete(event.code)) this.#walk(); });
    addEventListener('blur', () => this.#release());
    map.addEventListener('pointerdown', event => this.#press(event));
    map.addEventListener('pointermove', event => this.#move(event));
    map.addEventListener('pointerup', event => this.#lift(event));
    map.addEventListener('pointercancel', () => this.#drop());
    map.addEventListener('pointerleave', () => this.#on.hover(-1, -1));
    map.addEventListener('contextmenu', event => event.preventDefault());
    stick.addEventListener('pointerdown', event => {
      const box = stick.getBoundingClientRect();
      stick.setPointerCapture(event.pointerId);
      this.#touch = { id: event.pointerId, x: box.left + box.width / 2, y: box.top + box.height / 2, isStick: true };
      this.#push(event);
    });
    stick.addEventListener('pointermove', event => { if (this.#touch?.id === event.pointerId) this.#push(event); });
    for (const type of ['pointerup', 'pointercancel']) stick.addEventListener(type, () => this.#drop());
    this.#repeat(strike, () => this.#game.attack());
    this.#repeat(fire, () => this.#game.fire());
  }

  /** What the pointer aims at; undefined: nothing. */
  get #angle() { return this.#aim ? this.#on.angleTo(this.#aim.x, this.#aim.y) : undefined; }

  #down(event) {
    const { input, map } = this.#parts;
    // Somebody who goes through the page by Tab has to see the focus.
    if (event.key === 'Tab') map.classList.remove('by-pointer');
    const typing = event.target.closest?.('input, select, textarea'), isOpen = document.querySelector('dialog[open]');
    if (event.key === 'Escape' && !isOpen) { map.focus(); this.#on.key(event); return; }
    if (typing || isOpen || event.ctrlKey || event.metaKey || event.altKey) { if (event.key === 'F3') this.#on.key(event); return; }
    // On a focused button these keys press the button.
    if ((event.code === 'Space' || event.key === 'Enter') && event.target.closest?.('button, summary')) return;
    if (event.key === 'Enter') { event.preventDefault(); this.#on.key(event); input.focus(); return; }
    if (event.code in KEYS) {
      event.preventDefault();
      if (this.#held.has(event.code)) return;
      this.#held.add(event.code);
      this.#walk();
    } else if (event.code === 'Space') {
      event.preventDefault();
      this.#on.byHand();
      this.#game.attack();
    } else if (event.code === 'KeyF') {
      this.#on.byHand();
      this.#game.fire(this.#angle);
    } else if (this.#on.key(event)) event.preventDefault();
  }

  #walk() {
    let x = 0, y = 0;
    for (const code of this.#held) { x += KEYS[code][0]; y += KEYS[code][1]; }
    // A player who walks by keys looks where it walks.
    this.#aim = null;
    this.#on.byHand();
    this.#game.move(Math.sign(x), Math.sign(y));
  }

  #release() {
    this.#held.clear();
    this.#drop();
    this.#game.move(0, 0);
  }

  #press(event) {
    const { map } = this.#parts;
    // Somebody who points needs no ring around the map to see where it is.
    map.classList.add('by-pointer');
    map.focus({ preventScroll: true });
    map.setPointerCapture(event.pointerId);
    // The right button strikes where it points.
    if (event.pointerType === 'mouse' && event.button === 2) {
      this.#game.attack(this.#on.angleTo(event.offsetX, event.offsetY));
      return;
    }
    if (this.#touch) return;
    this.#touch = { id: event.pointerId, x: event.clientX, y: event.clientY, isStick: false, isMouse: event.pointerType === 'mouse' };
  }

  #move(event) {
    if (event.pointerType === 'mouse') {
      this.#aim = { x: event.offsetX, y: event.offsetY };
      this.#on.hover(event.offsetX, event.offsetY);
    }
    const touch = this.#touch;
    if (touch?.id !== event.pointerId) return;
    if (!touch.isStick && Math.hypot(event.clientX - touch.x, event.clientY - touch.y) > SLIP) touch.isStick = true;
    if (!touch.isStick) return;
    // A finger that is dragged is a stick where it began; a mouse button that is held makes the player follow the mouse.
    if (touch.isMouse) {
      const now = performance.now();
      if (now - (this.#walksTo ?? 0) > 120) {
        this.#walksTo = now;
        this.#on.walkTo(event.offsetX, event.offsetY);
      }
    } else this.#push(event);
  }

  #lift(event) {
    const touch = this.#touch;
    if (touch?.id !== event.pointerId) return;
    if (touch.isStick && touch.isMouse) this.#touch = null;
    else this.#drop();
    if (!touch.isStick) this.#on.choose(event.offsetX, event.offsetY);
  }

  #drop() {
    if (this.#touch?.isStick && !this.#touch.isMouse) this.#game.move(0, 0);
    this.#touch = null;
    this.#parts.knob.style.transform = '';
  }

  #push({ clientX, clientY }) {
    let x = (clientX - this.#touch.x) / STICK, y = (clientY - this.#touch.y) / STICK;
    const length = Math.hypot(x, y);
    if (length > 1) { x /= length; y /= length; }
    this.#parts.knob.style.transform = `translate(${x * 36}px, ${y * 36}px)`;
    this.#aim = null;
    this.#on.byHand();
    this.#game.move(length < 0.2 ? 0 : Math.round(x * 10) / 10, length < 0.2 ? 0 : Math.round(y * 10) / 10);
  }

  #repeat(button, act) {
    let timer = null;
    const stop = () => { clearInterval(timer); timer = null; };
    button.addEventListener('pointerdown', event => {
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      this.#on.byHand();
      act();
      stop();
      timer = setInterval(act, AGAIN_MS);
    });
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture']) button.addEventListener(type, stop);
    // For the keyboard, and for those who press without a pointer.
    button.addEventListener('click', event => { if (event.detail === 0) act(); });
  }
}
