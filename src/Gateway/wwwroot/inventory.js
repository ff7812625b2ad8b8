// What the player carries, as buttons: one to use a thing, one to drop it.

export class Inventory {
  #list; #game; #submit; #isAsking = false;

  constructor(list, game, submit) {
    this.#list = list;
    this.#game = game;
    this.#submit = submit;
  }

  async refresh() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    const { inventory } = await this.#game.command('inventory');
    this.#isAsking = false;
    if (!inventory) return;
    this.#list.replaceChildren(...inventory.items.map(item => this.#entry(item)));
    if (!inventory.items.length) this.#list.textContent = 'nothing yet';
  }

  #entry(item) {
    const entry = document.createElement('li');
    for (const verb of ['use', 'drop']) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = verb === 'use' ? item.name : '×';
      button.title = `${verb} ${item.name}`;
      button.addEventListener('click', () => this.#submit(`${verb} ${item.id}`));
      entry.append(button);
    }
    return entry;
  }
}
