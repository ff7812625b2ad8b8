// The real client against the server of SocketIOInteropTests: node socketio-interop.mjs URL polling|websocket|upgrade
import assert from "node:assert/strict";
import { once } from "node:events";
import { io } from "socket.io-client";

const [url, mode] = process.argv.slice(2);
const transports = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] }[mode];
const options = { transports, reconnection: false, forceNew: true, auth: { token: "123" } };
const next = (socket, event) => once(socket, event, { signal: AbortSignal.timeout(20_000) });
setTimeout(() => {
  console.error("not done in time");
  process.exit(2);
}, 60_000).unref();

const socket = io(url, options);
const [auth] = await next(socket, "auth");
assert.deepEqual(auth, { token: "123" });
assert.equal(typeof socket.id, "string");
const { engine } = socket.io;
if (mode === "upgrade" && engine.transport.name !== "websocket") await next(engine, "upgrade");
assert.equal(engine.transport.name, mode === "polling" ? "polling" : "websocket");

// Arguments of every kind, bytes at any depth, back as they went
const samples = [
  [],
  [1, "2", { 3: [true, null, -1.5e-7] }],
  ["é日本🎮\u001e\u2028\"\\", "x".repeat(100_000)],
  [Buffer.from([1, 2, 3]), { deep: [{ er: Buffer.from([]) }], text: "t" }, Buffer.alloc(50_000, 7)],
];
for (const sample of samples) {
  socket.emit("message", ...sample);
  assert.deepEqual(await next(socket, "message-back"), sample);
}

// Acknowledgements, of the server and of the client
for (const sample of samples) {
  const answer = await new Promise((resolve) => socket.emit("message-with-ack", ...sample, (...args) => resolve(args)));
  assert.deepEqual(answer, sample);
}
socket.on("ask", (question, bytes, ack) => ack({ question, length: bytes.length }, bytes));
socket.emit("ask me");
const [status, answer, bytes] = await next(socket, "asked");
assert.deepEqual([status, answer, bytes], ["Received", { question: "why", length: 4 }, Buffer.from([1, 2, 3, 4])]);

// Many at once keep their order, both ways
const count = 500;
const received = [];
const all = new Promise((resolve) =>
  socket.on("message-back", (number) => {
    received.push(number);
    if (received.length === count) resolve();
  }));
for (let i = 0; i < count; i++) socket.emit("message", i);
await all;
assert.deepEqual(received, Array.from({ length: count }, (_, i) => i));

// Other namespaces on the same line, and those that refuse
const custom = socket.io.socket("/custom", { auth: { token: "abc" } });
assert.deepEqual(await next(custom, "auth"), [{ token: "abc" }]);
const [unknown] = await once(socket.io.socket("/unknown"), "connect_error");
assert.equal(unknown.message, "Invalid namespace");
const [refused] = await once(socket.io.socket("/closed"), "connect_error");
assert.equal(refused.message, "Not today");
assert.deepEqual(refused.data, { until: "tomorrow" });
custom.emit("message", "custom");
assert.deepEqual(await next(custom, "message-back"), ["custom"]);
custom.emit("leave");
assert.equal((await next(custom, "disconnect"))[0], "io server disconnect");
socket.emit("message", "main");
assert.deepEqual(await next(socket, "message-back"), ["main"]);

// The heartbeat is at 200 ms here: several of them have gone by
for (let i = 0; i < 3; i++) await next(socket.io, "ping");
assert.ok(socket.connected);
socket.disconnect();
console.log("ok");
