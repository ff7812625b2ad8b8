// Pointing at things, by mouse, finger or keyboard: what is there, what can be done with it, and doing it.
import { againIn, nearby, offersOf, thingAt, thingsAt } from '../model/offers.js';
import { iconElement, iconNameOf } from '../draw/icons.js';
import { isPlace } from '../model/errand.js';

const MOST_NEAR = 9, MOST_BESIDE = 3;

export class Pointing {
  #map; #menu; #camera; #scene; #errand; #talk; #hovered = null; #chosen = null; #at = null;

  /** @param parts `{ map, menu }` */
  constructor({ map, menu }, camera, scene, errand, talk) {
    [this.#map, this.#menu, this.#camera, this.#scene, this.#errand, this.#talk] = [map, menu, camera, scene, errand, talk];
    menu.onClose = () => { this.#chosen = null; };
  }

  /** Pixels of the map. */
  hover(px, py) { this.#hovered = px < 0 ? null : { px, py }; }

  /** Once a frame: marks what is pointed at, where it is now. */
  follow(picture) {
    const { task } = this.#errand;
    this.#at = this.#hovered && thingAt(picture, this.#camera.toWorld(this.#hovered.px, this.#hovered.py));
    this.#map.classList.toggle('points', this.#at !== null);
    const goal = task && isPlace(task) ? task : null, target = task && !goal ? { type: task.kind === 'gather' ? 'node' : task.of === 'players' ? 'player' : 'creature', id: task.id ?? task.index } : null;
    const marked = this.#chosen ?? (this.#at && this.#at.type !== 'scenery' ? this.#at : null) ?? target;
    this.#scene.pointed = marked ? againIn(picture, marked) : this.#at;
    this.#scene.goal = goal;
  }

  /** A click or a tap: what can be done with the thing there, or walking to the bare ground. */
  choose(px, py) {
    const { picture } = this.#scene;
    if (!picture) return;
    const [thing, ...beside] = thingsAt(picture, this.#camera.toWorld(px, py));
    if (thing) this.#open(thing, { x: px, y: py }, beside.filter(({ type }) => type !== 'scenery').slice(0, MOST_BESIDE));
    else this.walkTo(px, py);
  }

  walkTo(px, py) { this.#errand.begin({ kind: 'walk', ...this.#camera.toWorld(px, py) }); }

  angleTo(px, py) {
    const { me } = this.#scene.picture ?? {}, at = this.#camera.toWorld(px, py);
    return me ? Math.atan2(at.y - me.y, at.x - me.x) : undefined;
  }

  /** For the keyboard: a menu of what is near, each of which has a menu of its own. */
  openNear() {
    const { picture } = this.#scene, me = picture?.me;
    if (!me) return;
    const offers = nearby(picture).slice(0, MOST_NEAR).map(thing => ({ label: labelOf(thing, me), thing }));
    this.#menu.open({ title: offers.length ? 'Near you' : 'Nothing is near', offers, at: this.#camera.toScreen(me) }, offer => this.#do(offer));
  }

  openCarried(item, slot) {
    const box = slot.getBoundingClientRect();
    this.#show({ type: 'carried', id: item.id, name: item.name, thing: item }, { x: box.left, y: box.top - 130 });
  }

  /** @param beside things that lie there too: each has a menu of its own */
  #open(thing, at, beside = []) {
    this.#show(thing, at, beside);
    this.#chosen = thing;
  }

  #show({ type, name, thing }, at, beside = []) {
    const icon = iconNameOf(thing.kind ?? thing.resource ?? '') && type !== 'creature' && type !== 'scenery' ? iconElement(thing.kind ?? thing.resource) : null;
    const offers = [...offersOf({ type, name, thing }, { isSafe: this.#scene.picture?.room.safe, verbs: this.#talk.verbs }), ...beside.map(other => ({ label: `${other.name} ...`, thing: other }))];
    this.#menu.open({ title: name, icon, components: thing.components, offers, at }, offer => this.#do(offer));
  }

  #do({ line, says, task, prompt, thing }) {
    if (thing) {
      const now = this.#scene.picture && againIn(this.#scene.picture, thing);
      if (now) this.#open(now, this.#camera.toScreen(now));
      return;
    }
    if (prompt) this.#talk.begin(prompt);
    else this.#map.focus({ preventScroll: true });
    if (line) this.#talk.submit(line, says);
    if (task) this.#errand.begin(task);
  }
}

const SIDES = ['east', 'southeast', 'south', 'southwest', 'west', 'northwest', 'north', 'northeast'];

/** Says where the thing is, for players who do not see the map. */
function labelOf({ name, x, y }, me) {
  const far = Math.hypot(x - me.x, y - me.y), side = SIDES[Math.round((Math.atan2(y - me.y, x - me.x) + Math.PI * 2) / (Math.PI / 4)) % 8];
  return far < 0.7 ? `${name}, here` : `${name}, ${Math.round(far)} ${side}`;
}
