// A verb of a game's author with npm's client: node socketio-verb.mjs URL NAME ROOM LINE ACTION FIELD VALUE TEXT
// It types the line, is answered, and sees the event that comes of it, with a field for programs.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, name, room, line, action, field, value, text] = process.argv.slice(2);
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 90_000).unref();

const socket = io(url, { reconnection: false, forceNew: true, auth: { name, room } });
const seen = new Promise((resolve) => socket.on("world_update", (update) => update.action === action && update.player_name === name && resolve(update)));
socket.on("error", (error) => assert.fail(JSON.stringify(error)));
await new Promise((resolve) => socket.on("welcome", resolve));
const answer = await socket.emitWithAck("player_action", { action: line });
assert.equal(answer.ok, true, JSON.stringify(answer));
assert.match(answer.message, /mana left/);
const update = await seen;
assert.equal(update.data[field], value);
assert.equal(update.line, text);
socket.disconnect();
console.log("ok");
