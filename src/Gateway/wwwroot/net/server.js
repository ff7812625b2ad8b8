// Finds the server: the page's address names it, else the page's own server does.
export async function serverUrl(query) {
  if (query.get('server')) return query.get('server');
  try {
    const config = await (await fetch('config.json')).json();
    // A path alone is on the page's own host.
    if (config.webSocketUrl) return new URL(config.webSocketUrl, location.href.replace(/^http/, 'ws')).href;
    return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.hostname}:${config.webSocketPort}/`;
  } catch {
    return `ws://${location.hostname || 'localhost'}:3000/`;
  }
}
