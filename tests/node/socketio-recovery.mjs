// The real client, cut off in the world of SocketIOTests: node socketio-recovery.mjs URL websocket|polling NAME ROOM PARTNER
// It does nothing to come back as who it was. Its partner, another such client, speaks before, while it is away, and after.
import assert from "node:assert/strict";
import { once } from "node:events";
import { io } from "socket.io-client";

const [url, transport, name, room, partner] = process.argv.slice(2);
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 60_000).unref();

const open = (who) => {
  const socket = io(url, { transports: [transport], forceNew: true, auth: { name: who, room }, reconnectionDelay: 1000, randomizationFactor: 0 });
  socket.on("error", (error) => assert.fail(JSON.stringify(error)));
  socket.said = [];
  socket.left = [];
  socket.on("world_update", (update) => {
    if (update.action === "say") {
      socket.said.push(update.data.message);
      socket.settled = false;
    }
    if (update.action === "leave") socket.left.push(update.player_name);
    socket.changed?.();
  });
  // Until this has come, what was said before it is said again to a client that is cut off.
  socket.on("offset", () => {
    socket.settled = true;
    socket.changed?.();
  });
  return socket;
};
const hears = async (socket, text) => {
  while (!socket.said.includes(text) || !socket.settled) await new Promise((resolve) => (socket.changed = resolve));
};
const say = async (socket, message) => assert.deepEqual(await socket.emitWithAck("player_action", { action: "say", data: { message }, room_id: room }), { ok: true });

const other = open(partner);
await once(other, "welcome");
const socket = open(name);
const [first] = await once(socket, "welcome");
assert.equal(first.player_name, name);
assert.equal(first.recovered, false);
assert.equal(socket.recovered, false);
await say(other, "before");
await hears(socket, "before");

const { id } = socket;
const again = once(socket, "welcome");
socket.io.engine.close();
await say(other, "meanwhile");
assert.equal(socket.connected, false);
const [second] = await again;
assert.deepEqual([second.player_id, second.player_name, second.room, second.recovered], [first.player_id, name, room, true]);
assert.equal(socket.recovered, true);
assert.equal(socket.id, id);
await say(other, "after");
await hears(socket, "after");
assert.deepEqual(socket.said, ["before", "meanwhile", "after"]);
await say(socket, "I am who I was");
await hears(other, "I am who I was");
assert.deepEqual(other.left, []);
socket.disconnect();
other.disconnect();
console.log("ok");
