// What the player carries, in slots: a slot opens what can be done with the thing, its number uses it.
import { iconElement } from '../draw/icons.js';

export class Inventory {
  #list; #game; #onOpen; #onDrop; #isAsking = false; #isStale = false;
  items = [];

  /** @param onOpen `(item, slot)`: to show what can be done @param onDrop `item` */
  constructor(list, game, onOpen, onDrop) {
    [this.#list, this.#game, this.#onOpen, this.#onDrop] = [list, game, onOpen, onDrop];
  }

  async refresh() {
    if (this.#isAsking) {
      this.#isStale = true;
      return;
    }
    this.#isAsking = true;
    do {
      this.#isStale = false;
      const { inventory } = await this.#game.command('inventory');
      if (inventory) this.#show(inventory.items);
    } while (this.#isStale);
    this.#isAsking = false;
  }

  #show(items) {
    this.items = items;
    this.#list.replaceChildren(...items.map((item, index) => this.#entry(item, index)));
    if (!items.length) this.#list.append(Object.assign(document.createElement('li'), { className: 'empty', textContent: 'nothing yet' }));
  }

  #entry(item, index) {
    const entry = document.createElement('li'), slot = Object.assign(document.createElement('button'), { type: 'button', className: 'slot', title: item.name });
    slot.setAttribute('aria-haspopup', 'menu');
    slot.append(iconElement(item.kind), Object.assign(document.createElement('span'), { className: 'hidden', textContent: item.name }));
    slot.addEventListener('click', () => this.#onOpen(item, slot));
    const drop = Object.assign(document.createElement('button'), { type: 'button', className: 'drop', textContent: '×', title: `drop ${item.name}` });
    drop.addEventListener('click', () => this.#onDrop(item));
    entry.append(slot, drop);
    if (index < 9) entry.append(Object.assign(document.createElement('span'), { className: 'number', textContent: index + 1 }));
    return entry;
  }
}
