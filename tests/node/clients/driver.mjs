// How a test steers a client: a JSON object a line on the standard input, and one back for each `look`. Positions are the world's units.
import { createInterface } from "node:readline";

/** @param client `{ walk(x, y), stop(), say(text), leave(), look() }` */
export function drive(client) {
  createInterface({ input: process.stdin }).on("line", line => {
    const { do: verb, x, y, text } = JSON.parse(line);
    if (verb === "look") console.log(JSON.stringify(client.look()));
    else if (verb === "walk") client.walk(x, y);
    else client[verb](text);
  }).on("close", () => process.exit(0));
}
