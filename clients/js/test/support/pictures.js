// node pictures.js FILE: plays a recording of clients/vectors, and writes a line for each state: its sequence, and the hash of the picture. tests/Client
// compares them with those of the client in C#.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { start } from './fakes.js';
import { pictureOf } from './picture.js';

export function picturesOf(path) {
  const lines = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n').map(line => JSON.parse(line));
  const { game, time, sockets } = start({ storage: undefined }), pictures = [];
  game.on('keyframe', () => pictures.push(`${game.newest.sequence} ${pictureOf(game)}`));
  game.connect();
  const [socket] = sockets;
  socket.onopen();
  for (const { at, say, move } of lines.filter(line => line.at !== undefined)) {
    time.pass(at - time.now);
    if (move) game.move(...move);
    else socket.onmessage({ data: say.startsWith('{') ? say : Uint8Array.from(Buffer.from(say, 'base64')) });
  }
  game.close();
  return { pictures, recorded: lines.map(line => line.picture).filter(Boolean) };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(picturesOf(process.argv[2]).pictures.join('\n'));
