// The ws package with each of its ways to compress, against an echo: node websocket-deflate.mjs URL
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import WebSocket from "ws";

const [url] = process.argv.slice(2);
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 60_000).unref();

const long = Array.from({ length: 3000 }, (_, i) => `Grüße ${i} 日本`).join("\n");
const samples = [long, long, "", "short", Buffer.alloc(500_000, 7), randomBytes(100_000), Buffer.alloc(0)];
for (const perMessageDeflate of [
  { threshold: 0 },
  { threshold: 0, clientNoContextTakeover: true, serverNoContextTakeover: true },
  { threshold: 0, serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
  { threshold: 1024, zlibDeflateOptions: { level: 9 } },
]) {
  const socket = new WebSocket(url, { perMessageDeflate });
  await once(socket, "open");
  assert.equal(socket.extensions, "permessage-deflate");
  for (const sample of samples) {
    socket.send(sample);
    const [data, isBinary] = await once(socket, "message", { signal: AbortSignal.timeout(20_000) });
    assert.equal(isBinary, typeof sample !== "string");
    assert.deepEqual(isBinary ? data : data.toString(), sample);
  }
  // In fragments
  socket.send(long.slice(0, 1000), { fin: false });
  socket.send(long.slice(1000), { fin: true });
  assert.equal((await once(socket, "message"))[0].toString(), long);
  socket.close(1000);
  assert.equal((await once(socket, "close"))[0], 1000);
}
