// What the player is and has, where it is, and who else is there. Rows are kept and changed, not created anew, because this is called several times a second.
import { clockOf, nameOf } from '../draw/daylight.js';
import { colourOf } from '../draw/people.js';
import { fill } from './menu.js';
import { iconElement } from '../draw/icons.js';
import { linesOf } from '../model/components.js';

const RESOURCES = ['wood', 'stone', 'food', 'gold', 'score'];
const $ = id => document.getElementById(id);

export class Hud {
  #counts; #shown = new Map();

  constructor() {
    this.#counts = Object.fromEntries(RESOURCES.map(what => {
      const row = document.createElement('li'), count = document.createElement('span');
      row.title = what;
      row.append(iconElement(what), count);
      row.addEventListener('animationend', () => row.classList.remove('grew'));
      $('resources').append(row);
      return [what, { row, count, value: null }];
    }));
  }

  /** @param state of the client @param hour of the day */
  show(state, me, room, own, hour) {
    this.#text('room-title', room.title);
    this.#text('zone-title', room.zoneTitle + (room.safe ? ' · safe' : ''));
    this.#text('time', `${nameOf(hour)}, ${clockOf(hour)}`);
    this.#components('room-components', state?.components);
    this.#components('own-components', { ...me?.components, ...own });
    if (!me) return;
    this.#text('vitals', `${me.name} · health ${me.health}/${me.maxHealth} · score ${me.score} · wood ${me.wood} · stone ${me.stone} · food ${me.food} · gold ${me.gold}`);
    this.#text('health-text', me.health > 0 ? `${me.name}  ${me.health} / ${me.maxHealth}` : 'You are dead: back in a moment');
    const share = me.health / me.maxHealth, bar = $('health-fill');
    bar.style.width = `${Math.max(0, share * 100)}%`;
    bar.className = share > 0.5 ? '' : share > 0.25 ? 'wounded' : 'dying';
    for (const [what, its] of Object.entries(this.#counts)) {
      if (its.value === me[what]) continue;
      if (its.value !== null && me[what] > its.value) its.row.classList.add('grew');
      its.value = me[what];
      its.count.textContent = me[what];
    }
    this.#here(state, me);
  }

  /** Players by score, then the creatures that live here, counted. */
  #here({ players, creatures }, me) {
    const alive = creatures.filter(one => one.health > 0).map(one => one.name), kinds = [...new Set(alive)].map(kind => [kind, alive.filter(one => one === kind).length]);
    const sorted = [...players].sort((one, other) => other.score - one.score || one.name.localeCompare(other.name));
    const key = JSON.stringify([sorted.map(player => [player.id, player.name, player.score, player.health > 0]), kinds, me.id]);
    if (this.#shown.get('here') === key) return;
    this.#shown.set('here', key);
    $('here-count').textContent = `${players.length}`;
    $('here').replaceChildren(
      ...sorted.map(player => row(`${player.id === me.id ? 'mine ' : ''}${player.health > 0 ? '' : 'dead'}`, player.name, player.score, colourOf(player.id))),
      ...kinds.map(([kind, count]) => row('creature', count > 1 ? `${kind} × ${count}` : kind, '', '')));
  }

  #components(id, components) {
    const lines = linesOf(components), key = JSON.stringify(lines);
    if (this.#shown.get(id) === key) return;
    this.#shown.set(id, key);
    fill($(id), lines);
  }

  #text(id, text) {
    if (this.#shown.get(id) === text) return;
    this.#shown.set(id, text);
    $(id).textContent = text;
  }
}

function row(className, name, score, colour) {
  const entry = Object.assign(document.createElement('li'), { className });
  if (colour) {
    const mark = Object.assign(document.createElement('span'), { className: 'mark' });
    mark.style.background = colour;
    entry.append(mark);
  }
  entry.append(Object.assign(document.createElement('span'), { className: 'name', textContent: name, title: name }), Object.assign(document.createElement('span'), { className: 'score', textContent: score }));
  return entry;
}
