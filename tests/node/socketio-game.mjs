// The real client in the world of SocketIOTests: node socketio-game.mjs URL polling|websocket|upgrade NAME ROOM PARTNER
// It sees a player of another dialect speak and walk, and speaks itself.
import assert from "node:assert/strict";
import { once } from "node:events";
import { io } from "socket.io-client";

const [url, mode, name, room, partner] = process.argv.slice(2);
const transports = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] }[mode];
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 60_000).unref();

const socket = io(url, { transports, reconnection: false, forceNew: true, auth: { name, room } });
const seen = [];
const waiting = [];
const until = (event, fits) => new Promise((resolve) => {
  const wait = (got) => got.event === event && fits(got.data) && resolve(got.data);
  waiting.push(wait);
  seen.forEach(wait);
});
socket.onAny((event, data) => {
  seen.push({ event, data });
  waiting.forEach((wait) => wait({ event, data }));
});
socket.on("error", (error) => assert.fail(JSON.stringify(error)));

assert.deepEqual(await until("connection_response", () => true), { status: "connected" });
const welcome = await until("welcome", () => true);
assert.equal(welcome.player_name, name);
assert.equal(welcome.room, room);
const { engine } = socket.io;
if (mode === "upgrade" && engine.transport.name !== "websocket") await once(engine, "upgrade");
assert.equal(engine.transport.name, mode === "polling" ? "polling" : "websocket");

const said = await until("world_update", (update) => update.action === "say" && update.player_name === partner);
assert.equal(said.data.message, `good day, ${name}`);
const places = new Set();
await until("world_update", (update) => {
  const player = update.players?.find((one) => one.name === partner);
  if (player) places.add(player.x);
  return places.size > 3;
});
assert.deepEqual(await socket.emitWithAck("player_action", { action: "say", data: { message: "I saw you walk" }, room_id: room }), { ok: true });
const first = await until("world_tick", () => true);
await until("world_tick", (tick) => tick.tick > first.tick);
assert.deepEqual(await socket.emitWithAck("join_room", { room_id: "chapel" }), { ok: true, room: "chapel" });
await until("room_joined", (joined) => joined.room === "chapel");
assert.deepEqual(await socket.emitWithAck("leave_room", { room_id: "chapel" }), { ok: true, room: "chapel" });
await until("room_left", (left) => left.room === "chapel");
socket.disconnect();
console.log("ok");
