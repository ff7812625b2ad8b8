// A client of the top-down game, MessagePack in binary frames. Arguments: address, name, width and height of the room.
import WebSocket from "ws";
import { decode, encode } from "@msgpack/msgpack";
import { drive } from "./driver.mjs";

const [address, name, width, height] = process.argv.slice(2);
const ws = new WebSocket(address, "packets");
const send = (code, ...args) => ws.send(encode([code, args]));
const things = new Map(), heard = [];
let me, players = {};
const on = {
  1: () => things.clear(),
  2: ([, id], isSelf) => { if (isSelf) me = String(id); },
  4: id => { things.delete(id); delete players[id]; },
  6: rows => { for (let i = 0; i < rows.length; i += 8) if (rows[i + 5] < 4) things.set(rows[i], [rows[i + 1], rows[i + 2]]); },
  ch: (_, text) => heard.push(text),
  33: rows => {
    players = {};
    for (let i = 0; i < rows.length; i += 13) players[rows[i]] = [(rows[i + 1] - 500) * width / 1000, (rows[i + 2] - 500) * height / 1000];
  },
};
ws.on("open", () => send("sp", { name }));
ws.on("message", data => { const [code, args] = decode(data); on[code]?.(...args); });
ws.on("close", () => process.exit(0));
drive({
  walk: (x, y) => send("33", Math.atan2(y, x)), stop: () => send("33", null), say: text => send("ch", text), leave: () => ws.close(1000),
  look: () => ({ me, players, heard, things: [...things.values()].map(([x, y]) => [(x - 500) * width / 1000, (y - 500) * height / 1000]) }),
});
