// A verb of a game's author with npm's client: node socketio-verb.mjs URL NAME ROOM LINE ACTION FIELD VALUE TEXT COMPONENT
// It types the line, is answered, and sees the event that comes of it, with a field for programs, and its own component in the room's state.
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, name, room, line, action, field, value, text, component] = process.argv.slice(2);
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 90_000).unref();

const socket = io(url, { reconnection: false, forceNew: true, auth: { name, room } });
const seen = new Promise((resolve) => socket.on("world_update", (update) => update.action === action && update.player_name === name && resolve(update)));
const shown = new Promise((resolve) => socket.on("world_update", (update) => {
  const its = update.players?.find((player) => player.name === name)?.components?.[component];
  if (its) resolve(its);
}));
socket.on("error", (error) => assert.fail(JSON.stringify(error)));
await new Promise((resolve) => socket.on("welcome", resolve));
const answer = await socket.emitWithAck("player_action", { action: line });
assert.equal(answer.ok, true, JSON.stringify(answer));
assert.match(answer.message, /mana left/);
const update = await seen;
assert.equal(update.data[field], value);
assert.equal(update.line, text);
assert.equal(typeof Object.values(await shown)[0], "number");
socket.disconnect();
console.log("ok");
