// Short-lived effects of what happened: rising numbers, sparks, rings, things that fly to the player who took them.

const FLOAT_MS = 1100, SPARKS_MS = 550, RING_MS = 500, FLY_MS = 380, MOST = 160;
const COLOURS = { wood: '#c99a62', stone: '#c4c9cb', food: '#ff8f7a', gold: '#ffd76a', score: '#ffe9a3' };

export class Effects {
  #all = [];
  /** The player wants less movement: no sparks, no flying. */
  isCalm = false;

  /** The current effects, each with its `age` from 0 to 1. */
  at(now) {
    this.#all = this.#all.filter(one => now - one.since < one.lasts);
    return this.#all.map(one => ({ ...one, age: Math.max(0, (now - one.since) / one.lasts) }));
  }

  clear() { this.#all = []; }

  /** @param change of `changesOf` @param picture the last one of the scene */
  show(change, picture, now) {
    const { kind, x, y } = change, isMine = change.of === 'players' && change.id === picture.me?.id;
    switch (kind) {
      case 'hurt':
        this.#float(x, y, `-${change.amount}`, isMine ? '#ff8a76' : '#ffd0a0', now, true);
        this.#sparks(x, y, isMine ? '#e8604f' : '#f2a07a', 7, now);
        break;
      case 'healed': this.#float(x, y, `+${change.amount}`, '#9be88a', now, true); break;
      case 'died': this.#sparks(x, y, '#d9d2c4', 14, now); this.#ring(x, y, '#ffffff', now); break;
      case 'revived': this.#ring(x, y, '#b9f0c0', now); this.#sparks(x, y, '#b9f0c0', 10, now); break;
      case 'gained': this.#float(x, y, `+${change.amount}`, COLOURS[change.what], now, false, change.what); break;
      case 'gathered': {
        const node = picture.room.nodes[change.index];
        if (node) this.#sparks(node.x, node.y, COLOURS[node.resource] ?? '#ffffff', 8, now);
        break;
      }
      case 'grown': {
        const node = picture.room.nodes[change.index];
        if (node && change.left > 0) this.#ring(node.x, node.y, '#d7f0c0', now);
        break;
      }
      case 'taken': this.#fly(change, picture, now); break;
      case 'laid': this.#ring(x, y, '#fff3c4', now); break;
      case 'landed': this.#sparks(x, y, '#ffc861', 5, now); break;
    }
  }

  /** A stroke in the air. */
  swing(x, y, angle, now) { this.#add({ kind: 'swing', x, y, angle, since: now, lasts: 220 }); }

  #float(x, y, text, colour, now, isLarge, icon = null) {
    // Numbers at one place come one above the other.
    const beside = this.#all.filter(one => one.kind === 'float' && now - one.since < 250 && Math.hypot(one.x - x, one.y - y) < 1).length;
    this.#add({ kind: 'float', x, y: y - 0.7, text, colour, icon, isLarge, since: now + beside * 140, lasts: FLOAT_MS });
  }

  #sparks(x, y, colour, count, now) {
    if (this.isCalm) return;
    const flecks = Array.from({ length: count }, () => ({ angle: Math.random() * Math.PI * 2, speed: 0.6 + Math.random() * 1.1, size: 0.05 + Math.random() * 0.08 }));
    this.#add({ kind: 'sparks', x, y, colour, flecks, since: now, lasts: SPARKS_MS });
  }

  #ring(x, y, colour, now) { this.#add({ kind: 'ring', x, y, colour, since: now, lasts: RING_MS }); }

  #fly({ item, x, y }, { players }, now) {
    const nearest = players.reduce((best, player) => Math.hypot(player.x - x, player.y - y) < Math.hypot((best?.x ?? Infinity) - x, (best?.y ?? Infinity) - y) ? player : best, null);
    if (nearest && !this.isCalm && Math.hypot(nearest.x - x, nearest.y - y) < 12) this.#add({ kind: 'fly', x, y, to: { x: nearest.x, y: nearest.y }, item: item.kind, since: now, lasts: FLY_MS });
  }

  #add(effect) { this.#all = [...this.#all, effect].slice(-MOST); }
}
