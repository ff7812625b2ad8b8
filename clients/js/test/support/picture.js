// What a client shows, as defined in clients/vectors/README.md, in one hash.
import { createHash } from 'node:crypto';

class Picture {
  #hash = createHash('sha256');

  get hex() { return this.#hash.digest('hex').slice(0, 16); }

  number(...values) {
    const bytes = Buffer.alloc(8 * values.length);
    values.forEach((value, i) => bytes.writeDoubleLE(value + 0, 8 * i));
    this.#hash.update(bytes);
  }

  text(...values) {
    for (const value of values) {
      const bytes = Buffer.from(value, 'utf8');
      this.number(bytes.length);
      this.#hash.update(bytes);
    }
  }

  list(items, put) {
    this.number(items.length);
    for (const item of items) put(item);
  }

  components(its) { this.#map(its); }

  #map(its) {
    this.list(Object.keys(its).sort(), name => {
      this.text(name);
      this.#value(its[name]);
    });
  }

  #value(value) {
    if (value === null) this.number(0);
    else if (typeof value === 'boolean') this.number(1, value ? 1 : 0);
    else if (typeof value === 'number') this.number(2, value);
    else if (typeof value === 'string') {
      this.number(3);
      this.text(value);
    } else if (Array.isArray(value)) {
      this.number(4);
      this.list(value, one => this.#value(one));
    } else {
      this.number(5);
      this.#map(value);
    }
  }
}

const byId = things => [...things].sort((a, b) => Number(a.id) - Number(b.id));

export function pictureOf(game) {
  const picture = new Picture(), { newest, predicted, own, player: me } = game, view = game.view();
  const drawn = (kind, id) => view[kind].find(one => one.id === id);
  const put = (one, kind) => { const { x, y } = drawn(kind, one.id); picture.number(x, y); };
  picture.text(newest.room);
  picture.number(newest.sequence, newest.tick, newest.nextEvent, newest.serverTime);
  picture.list(byId(newest.players), one => {
    picture.text(one.id, one.name);
    picture.number(one.x, one.y, one.vx, one.vy, one.facing, one.health, one.maxHealth, one.score, one.wood, one.stone, one.food, one.gold, one.lastInput);
    picture.components(one.components);
    if (one.id !== me.id) put(one, 'players');
  });
  picture.list(byId(newest.creatures), one => {
    picture.number(one.id);
    picture.text(one.kind, one.name);
    picture.number(one.x, one.y, one.facing, one.health, one.maxHealth);
    picture.components(one.components);
    put(one, 'creatures');
  });
  picture.list([...newest.items].sort((a, b) => a.id < b.id ? -1 : 1), one => {
    picture.text(one.id, one.kind, one.name);
    picture.number(one.x, one.y);
    picture.components(one.components);
  });
  picture.list(newest.nodes.map((left, i) => [left, newest.nodeComponents[i]]), ([left, its]) => {
    picture.number(left);
    picture.components(its);
  });
  picture.list(byId(newest.projectiles), one => {
    picture.number(one.id);
    picture.text(one.owner);
    picture.number(one.x, one.y, one.angle);
    put(one, 'projectiles');
  });
  picture.components(newest.components);
  picture.components(own);
  if (predicted) picture.number(1, predicted.x, predicted.y);
  else picture.number(0);
  return picture.hex;
}
