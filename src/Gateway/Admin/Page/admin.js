'use strict';

const period = 1000;
const at = id => document.getElementById(id);
let form = '';
let leaving = false;

function cell(row, text, kind) {
  const made = row.insertCell();
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

/* An owner keeps its colour while it is there, whoever else comes and goes. */
const hues = new Map();
function colour(node) {
  if (!hues.has(node)) hues.set(node, (hues.size * 137.5 + 200) % 360);
  return `hsl(${hues.get(node)} 55% 58%)`;
}

function owner(cellOf, node) {
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.style.background = colour(node);
  cellOf.prepend(mark);
  return cellOf;
}

function rows(body, items, fill) {
  const fresh = document.createElement('tbody');
  fresh.id = body.id;
  for (const item of items) fill(fresh.insertRow(), item);
  body.replaceWith(fresh);
}

function memberOf(node) {
  if (!node.status) return ['no member', 'bad'];
  if (!node.reachable) return [`${node.status}, unreachable`, 'bad'];
  return [node.status + (node.oldest ? ', coordinator' : ''), node.status === 'Up' ? '' : 'warn'];
}

function stateOf(node) {
  if (!node.status) return ['cannot join, or is about to', 'warn'];
  if (!node.reachable) return ['silent', 'bad'];
  if (node.draining) return [node.shards > 0 ? 'gives up its shards' : 'drained', 'warn'];
  if (node.weight > 0 && !node.reported) return ['does not answer', 'bad'];
  return [node.gateway ? (node.weight > 0 ? 'gateway, hosts rooms' : 'gateway') : 'hosts rooms', ''];
}

function showNode(row, node) {
  row.title = `incarnation ${node.incarnation}, uid ${node.uid}`;
  const name = cell(row, node.name);
  if (node.weight > 0) owner(name, node.name);
  cell(row, node.address);
  cell(row, node.roles.join(', '));
  cell(row, ...memberOf(node));
  cell(row, node.weight, 'n');
  /* The figures of a node that has not reported are unknown; a node that hosts no rooms has none. */
  for (const figure of [node.shards, node.activeRooms, node.players, node.away]) cell(row, node.reported || node.weight === 0 ? figure : '?', 'n');
  cell(row, ...stateOf(node));
  const last = cell(row, '', 'n');
  if (node.weight === 0 || node.uid === 0) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = node.draining ? 'Undrain' : 'Drain';
  button.dataset.node = node.name;
  button.dataset.draining = String(!node.draining);
  last.append(button);
}

function showShards(shards) {
  at('shards').replaceChildren(...shards.map((shard, number) => {
    const made = document.createElement('span');
    made.title = `shard ${number}: ${shard.owner ?? 'nobody'}`;
    made.textContent = number;
    if (shard.owner) made.style.background = colour(shard.owner);
    else made.className = 'nobody';
    return made;
  }));
}

function showRoom(row, room) {
  cell(row, room.room);
  owner(cell(row, room.owner), room.owner);
  for (const figure of [room.shard, room.epoch, room.players, room.away, room.watchers, room.latenessP50Milliseconds.toFixed(1)]) cell(row, figure, 'n');
  cell(row, room.latenessP99Milliseconds.toFixed(1), room.latenessP99Milliseconds >= 50 ? 'n warn' : 'n');
  cell(row, room.restarts, room.restarts > 0 ? 'n warn' : 'n');
  cell(row, room.quarantined ? 'closed: it failed too often' : '', 'bad');
}

function show(state) {
  const hosts = state.nodes.filter(node => node.weight > 0);
  const sum = key => hosts.reduce((total, node) => total + node[key], 0);
  for (const node of hosts) colour(node.name);
  at('summary').textContent = `seen from ${state.node} at ${new Date(state.at).toLocaleTimeString()} · ${state.nodes.length} nodes · ${sum('activeRooms')} rooms · ${sum('players')} players · content ${state.content.slice(0, 12)}`;
  rows(at('nodes'), state.nodes, showNode);
  showShards(state.shards);
  rows(at('connections'), [...Object.entries(state.connections.dialects).sort(), ['all', state.connections.total]], (row, [dialect, count]) => {
    cell(row, dialect);
    cell(row, count, 'n');
  });
  at('rooms-shown').textContent = state.rooms.length < sum('activeRooms') ? `${state.rooms.length} of ${sum('activeRooms')}, those with the most players` : `${state.rooms.length} in memory`;
  rows(at('rooms'), state.rooms, showRoom);
}

async function refresh() {
  if (leaving) return;
  try {
    const answer = await fetch('/admin/state');
    /* The session has ended: on reload the server sends the form instead of this page, if not at once. */
    if (answer.status === 401) {
      setTimeout(() => location.reload(), period);
      return;
    }
    if (!answer.ok) throw new Error(await answer.text());
    const state = await answer.json();
    form = state.form;
    show(state);
    at('notice').textContent = state.notice ?? '';
    at('notice').hidden = !state.notice;
    const others = state.nodes.filter(node => node.content && node.content !== state.content).map(node => node.name);
    at('problem').textContent = !state.isMember ? 'This gateway is no member of the cluster: it joins, or was shut out and comes back.'
      : others.length > 0 ? `${others.join(', ')}: other content than here; reload it.` : '';
  } catch (problem) {
    at('problem').textContent = `No news: ${problem.message}`;
  }
  setTimeout(refresh, period);
}

async function post(path) {
  const answer = await fetch(path, { method: 'POST', headers: { 'X-Admin-Form': form } });
  if (!answer.ok) at('problem').textContent = await answer.text();
  return answer.ok;
}

document.addEventListener('click', async ({ target }) => {
  const { node, draining } = target.dataset;
  if (!node) return;
  target.disabled = true;
  await post(`/admin/drain?node=${encodeURIComponent(node)}&draining=${draining}`);
});
at('reload').addEventListener('click', async ({ target }) => {
  target.disabled = true;
  const said = at('reloaded');
  try {
    const answer = await fetch('/admin/reload', { method: 'POST', headers: { 'X-Admin-Form': form } });
    const isReport = answer.headers.get('Content-Type')?.startsWith('application/json');
    const { message, problems } = isReport ? await answer.json() : { message: await answer.text(), problems: [] };
    said.textContent = [message, ...problems].join('\n');
    said.className = answer.ok ? '' : 'bad';
  } catch (problem) {
    said.textContent = `No answer: ${problem.message}`;
    said.className = 'bad';
  }
  said.hidden = false;
  target.disabled = false;
});
at('logout').addEventListener('click', async () => {
  leaving = true;
  if (await post('/admin/logout')) {
    location.reload();
    return;
  }
  leaving = false;
  refresh();
});
refresh();
