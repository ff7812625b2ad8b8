// Reads a trace of Chromium: what the page's main thread did in each animation frame, in processor time, and how many frames there were. Arguments: the trace,
// and how many of its first seconds are left out.
import { readFileSync } from 'node:fs';

const [path, skipSeconds] = process.argv.slice(2), { traceEvents } = JSON.parse(readFileSync(path, 'utf8'));
// Not Math.min over all: a trace has more events than a call accepts arguments.
const first = traceEvents.reduce((least, { ts }) => ts > 0 && ts < least ? ts : least, Infinity), begin = first + Number(skipSeconds) * 1e6, events = traceEvents.filter(event => event.ts >= begin);
// The thread that runs the page's frames.
const frames = events.filter(event => event.name === 'FireAnimationFrame' && event.ph === 'X'), thread = mostCommon(frames.map(frame => `${frame.pid}:${frame.tid}`));
const own = frames.filter(frame => `${frame.pid}:${frame.tid}` === thread), seconds = (own.at(-1).ts - own[0].ts) / 1e6;
const onThread = name => events.filter(event => event.ph === 'X' && event.name === name && `${event.pid}:${event.tid}` === thread), work = onThread('ThreadControllerImpl::RunTask');
// Where the canvas's strokes become pixels, or commands for the graphics card.
const painting = onThread('LayerTreeHost::DoUpdateLayers');

const cost = event => (event.tdur ?? event.dur ?? 0) / 1000, sum = all => all.reduce((total, one) => total + one, 0);
const at = (all, share) => [...all].sort((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? 0, ms = value => `${value.toFixed(2)} ms`;
const costs = own.map(cost);
console.log(`frames          ${own.length} in ${seconds.toFixed(1)} s, ${(own.length / seconds).toFixed(1)} a second`);
console.log(`script a frame  p50 ${ms(at(costs, 0.5))}, p99 ${ms(at(costs, 0.99))}, max ${ms(Math.max(...costs))} of processor time, of the 16.67 that 60 a second leave`);
console.log(`painting        ${ms(sum(painting.map(cost)) / own.length)} a frame`);
if (work.length) console.log(`main thread     ${(sum(work.map(cost)) / (seconds * 10)).toFixed(0)} % busy, ${ms(sum(work.map(cost)) / own.length)} a frame with states that come in, and all else`);

function mostCommon(all) {
  const counts = new Map();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
