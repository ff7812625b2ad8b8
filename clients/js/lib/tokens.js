// Keeps a player's token beyond the client: under the origin of the server that knows it and the name that was asked for, so that another server
// is never shown it. Where it can be kept the client makes it up itself: a server keeps nothing of a guest with a token of the server's own before it has a name or things, and
// another tab, or the page that is loaded anew, would be another guest. A storage that is denied or throws costs the token nothing but its life after the client.

export class Tokens {
  #storage; #origins; #name; #made = null;

  /** Why the token is not kept: what the storage threw; null as long as it has not. */
  problem = null;

  /** @param addresses the servers of one world: what one of them issued, the others may be shown */
  constructor(storage, addresses, name) {
    this.#storage = storage;
    this.#origins = addresses.map(address => address.origin);
    this.#name = name ?? '';
  }

  /** Of the first of the servers that has issued one; null when none has, or it cannot be read. */
  read() {
    for (const origin of this.#origins) {
      const token = this.#try(storage => storage.getItem(this.#key(origin)));
      if (typeof token === 'string' && token) return token;
    }
    return null;
  }

  /** A new one; null where none is kept, or where no secrets can be had (Node 18): there the server issues it. */
  make() {
    if (this.#storage && globalThis.crypto?.getRandomValues)
      this.#made = Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
    return this.#made;
  }

  /** That server has let its player in. What another issued, or the page gave, is not kept once more. */
  welcomed(token, isIssued, server) {
    if (isIssued || token === this.#made) this.#keep(token, server);
    this.#made = null;
  }

  #keep(token, issuer) { this.#try(storage => storage.setItem(this.#key(issuer.origin), token)); }

  #try(use) {
    if (!this.#storage) return undefined;
    try {
      return use(this.#storage);
    } catch (problem) {
      this.problem ??= problem;
      return undefined;
    }
  }

  #key(origin) { return `actors-token:${origin}:${this.#name}`; }
}

/** That of the page. Where pages may keep nothing, even to ask for it throws, or it is null: then one that says so at each use. Undefined where there is no page. */
export function storageOfPage() {
  if (!globalThis.window) return undefined;
  let denied = new Error('This page may not keep anything.');
  try {
    if (globalThis.window.localStorage) return globalThis.window.localStorage;
  } catch (problem) {
    denied = problem;
  }
  const deny = () => { throw denied; };
  return { getItem: deny, setItem: deny };
}
