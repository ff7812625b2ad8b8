// Where servers are: what a WebSocket takes as an address, whole, so that its origin can be compared.

const WEB_SOCKETS = { 'http:': 'ws:', 'https:': 'wss:' };

/** Relative to the page, if there is one. @throws TypeError when no WebSocket can be there */
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
