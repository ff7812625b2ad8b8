// A client on npm's socket.io-client. Arguments: address, name, transports with commas between.
import { io } from "socket.io-client";
import { drive } from "./driver.mjs";

const [address, name, transports] = process.argv.slice(2);
const socket = io(address, { auth: { name }, transports: transports.split(","), reconnection: false });
const heard = [];
let me, players = {};
const act = (action, data) => socket.emit("player_action", { action, data });
socket.on("welcome", welcome => { me = welcome.player_id; });
socket.on("world_update", update => {
  if (update.players) players = Object.fromEntries(update.players.map(({ id, x, y }) => [id, [x, y]]));
  else if (update.line) heard.push(update.line);
});
socket.on("disconnect", () => process.exit(0));
drive({
  walk: (x, y) => act("move", { x, y }), stop: () => act("move", { x: 0, y: 0 }), say: text => act("say", { message: text }), leave: () => socket.disconnect(),
  look: () => ({ me, players, heard, transport: socket.io.engine?.transport.name }),
});
