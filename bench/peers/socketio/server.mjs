// Socket.IO with its own rooms and broadcasts, which encode a packet once and share it (its in-memory adapter).
import { Server } from 'socket.io';
import { Arenas, port } from '../arena.mjs';

const arenas = new Arenas();
const io = new Server({ transports: ['websocket'], perMessageDeflate: false });

io.on('connection', (socket) => {
  socket.on('play', (name) => {
    const room = arenas.get(name);
    const player = room.arena.join();
    room.members.add(socket);
    socket.join(name);
    socket.on('input', (input) => room.arena.input(player, input));
    socket.on('disconnect', () => {
      room.members.delete(socket);
      room.arena.leave(player);
    });
  });
  socket.on('chat', (name) => {
    socket.join(name);
    socket.on('line', ({ text }) => io.to(name).emit('said', { room: name, text }));
  });
});

arenas.run((room) => io.to(room.name).emit('state', room.arena.state()));
io.listen(port, { host: '127.0.0.1' });
