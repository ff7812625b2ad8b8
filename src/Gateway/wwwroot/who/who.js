// Who this tab plays as: a name, none for the guest of this browser, or #2, #3 ... for its further guests, each of which has a token of its own.
import { ofBrowser, ofTab } from './memory.js';
import { Seat } from './seat.js';

export class Who {
  #asked; #server; #dialogs; #seats = new Map();

  /** @param server the origin of the server @param wished the name in the page's address, or null @param dialogs `{ name(), tab(name) }` */
  constructor(server, wished, dialogs) {
    this.#server = server;
    this.#asked = wished;
    this.#dialogs = dialogs;
  }

  /** Returns `{ who, seat }`: asks for a name if there is none yet, and what to do when it is played in another tab. */
  async choose() {
    this.#asked ??= ofBrowser.get('actors-name');
    if (this.#asked === null) {
      this.#asked = await this.#dialogs.name();
      ofBrowser.set('actors-name', this.#asked);
    }
    for (let who = ofTab.get(this.#keyOfTab()) ?? this.#asked; ;) {
      const seat = this.#seatOf(who);
      if (await seat.take()) return { who, seat };
      const another = await this.#dialogs.tab(who);
      if (another === null) {
        await seat.takeOver();
        return { who, seat };
      }
      who = await this.become(another);
    }
  }

  /** From now on, even after a reload, this tab is somebody else. Returns who. */
  async become(name) {
    const who = name || await this.#freeGuest();
    ofTab.set(this.#keyOfTab(), who);
    return who;
  }

  async #freeGuest() {
    for (let number = 2; ; number++) {
      const who = `#${number}`;
      if (await this.#seatOf(who).takeNow()) return who;
    }
  }

  #seatOf(who) {
    if (!this.#seats.has(who)) this.#seats.set(who, new Seat(`${this.#server}:${who}`));
    return this.#seats.get(who);
  }

  /** By the name that was asked for: with another name in its address the tab is that player. */
  #keyOfTab() { return `actors-as:${this.#asked}`; }
}

/** The client's options for this player. */
export function optionsOf(who) {
  if (!who.startsWith('#')) return { name: who || undefined };
  return { storage: { getItem: key => localStorage.getItem(key + who), setItem: (key, token) => localStorage.setItem(key + who, token) } };
}
