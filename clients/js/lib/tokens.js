// Stores a player's token beyond the client: under the origin of the server that knows it and the name that was asked for, so that it is never sent to another
// server. Where it can be stored, the client generates it: a server stores nothing about a guest with a server-issued token before the guest has a name or
// things, and another tab, or the reloaded page, would be another guest. If the storage is denied or throws, the token is still usable, but does not outlive
// the client.

export class Tokens {
  #storage; #origins; #name; #made = null;

  /** Why the token is not stored: the first exception of the storage; null if it has not thrown. */
  problem = null;

  /** @param addresses the servers of one world: a token that one of them issued may be sent to the others */
  constructor(storage, addresses, name) {
    this.#storage = storage;
    this.#origins = addresses.map(address => address.origin);
    this.#name = name ?? '';
  }

  /** The token of the first of the servers that has issued one; null if none has, or it cannot be read. */
  read() {
    for (const origin of this.#origins) {
      const token = this.#try(storage => storage.getItem(this.#key(origin)));
      if (typeof token === 'string' && token) return token;
    }
    return null;
  }

  /** A new token; null without a storage, or if no secure random numbers are available (Node 18): then the server issues it. */
  make() {
    if (this.#storage && globalThis.crypto?.getRandomValues)
      this.#made = Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
    return this.#made;
  }

  /** The server has let the token's player in. A token that another server issued, or that the page gave, is not stored again. */
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

/**
 * The page's storage. If a page may store nothing, access to its storage throws, or the storage is null: then one that throws at each use. Undefined without a
 * page.
 */
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
