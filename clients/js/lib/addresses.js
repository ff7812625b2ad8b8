// The addresses of servers: what a WebSocket accepts as an address, in full, so that its origin can be compared.

const WEB_SOCKETS = { 'http:': 'ws:', 'https:': 'wss:' };

/** Relative to the page, if there is one. @throws TypeError when it cannot be the address of a WebSocket */
export function addressOf(url) {
  let address;
  try {
    address = new URL(url, globalThis.location?.href);
  } catch {
    throw new TypeError(`${url} is no address of a server: it begins with ws:// or wss://.`);
  }
  address.protocol = WEB_SOCKETS[address.protocol] ?? address.protocol;
  address.hash = '';
  if (address.protocol !== 'ws:' && address.protocol !== 'wss:') throw new TypeError(`${url} is no address of a server: it begins with ws:// or wss://.`);
  return address;
}
