// Round trip and the server's clock, as the median of the last samples: one delayed sample does not count.

const SAMPLES = 9;

export class Latency {
  #samples = [];

  /** Round trip in milliseconds; null before the first answer. */
  get ping() { return median(this.#samples.map(sample => sample.roundTrip)); }

  /** Added to this machine's milliseconds since 1970, it gives the server's; 0 before the first answer. */
  get clockOffset() { return median(this.#samples.map(sample => sample.offset)) ?? 0; }

  add(roundTrip, serverTime, date) {
    this.#samples.push({ roundTrip, offset: serverTime + roundTrip / 2 - date });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  clear() { this.#samples = []; }
}

function median(values) {
  if (values.length === 0) return null;
  const sorted = values.sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
