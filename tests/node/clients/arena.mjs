// An arena client on npm's ws. Arguments: address.
import WebSocket from "ws";
import { drive } from "./driver.mjs";

const ws = new WebSocket(process.argv[2]);
let me, sequence = 0, players = {};
ws.on("message", data => {
  const message = JSON.parse(data);
  if (message.type === "connected") me = message.clientId;
  if (message.type === "state") players = Object.fromEntries(message.players.map(({ id, position }) => [id, [position.x, position.y]]));
});
ws.on("close", () => process.exit(0));
const walk = (x, y) => ws.send(JSON.stringify({ type: "input", input: { sequenceNumber: ++sequence, movement: { x, y }, timestamp: Date.now() } }));
drive({ walk, stop: () => walk(0, 0), say: () => {}, leave: () => ws.close(1000), look: () => ({ me, players, heard: [] }) });
