// `ws`: each state is encoded once for each room and tick, and sent to all.
import { WebSocketServer } from 'ws';
import { Arenas, port } from '../arena.mjs';

const arenas = new Arenas();
const chats = new Map();
const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false, backlog: 4096 });

server.on('connection', (socket, request) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/arena') play(socket, arenas.get(searchParams.get('room')));
  else if (pathname === '/chat') chat(socket, searchParams.get('room'));
});

function play(socket, room) {
  const player = room.arena.join();
  room.members.add(socket);
  socket.send(JSON.stringify({ type: 'connected', clientId: player.id }));
  socket.on('message', (data) => {
    const message = JSON.parse(data);
    if (message.type === 'input') room.arena.input(player, message.input);
  });
  socket.on('close', () => {
    room.members.delete(socket);
    room.arena.leave(player);
  });
}

function chat(socket, name) {
  let members = chats.get(name);
  if (!members) chats.set(name, (members = new Set()));
  members.add(socket);
  socket.on('message', (data) => {
    const { text } = JSON.parse(data);
    const line = Buffer.from(JSON.stringify({ type: 'said', room: name, text }));
    for (const member of members) member.send(line, { binary: false });
  });
  socket.on('close', () => members.delete(socket));
}

arenas.run((room) => {
  const state = Buffer.from(JSON.stringify(room.arena.state()));
  for (const member of room.members) if (member.readyState === member.OPEN) member.send(state, { binary: false });
});
