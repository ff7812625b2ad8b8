// Performance figures for the F3 overlay.

const WINDOW_MS = 5000;

/** The rate a second of something that is counted up. */
export class Rate {
  #samples = [];

  add(total, now) {
    this.#samples.push({ total, now });
    while (this.#samples.length > 2 && now - this.#samples[0].now > WINDOW_MS) this.#samples.shift();
  }

  get perSecond() {
    const first = this.#samples[0], last = this.#samples.at(-1), elapsed = (last?.now ?? 0) - (first?.now ?? 0);
    return elapsed > 0 ? (last.total - first.total) / elapsed * 1000 : 0;
  }
}

/** How late states arrive, compared with the quickest of the last seconds: the delay that the network and the server's loop add. */
export class Lateness {
  #samples = [];

  add(tick, stepMs, now) {
    this.#samples.push({ lag: now - tick * stepMs, now });
    while (now - this.#samples[0].now > WINDOW_MS) this.#samples.shift();
  }

  clear() { this.#samples = []; }

  /** Milliseconds: of the newest, and the worst of the last seconds. */
  get values() {
    if (!this.#samples.length) return { newest: 0, worst: 0 };
    const lags = this.#samples.map(sample => sample.lag), least = Math.min(...lags);
    return { newest: lags.at(-1) - least, worst: Math.max(...lags) - least };
  }
}

/** How long frames take, of the last two seconds or so: the mean, and the time that one in a hundred exceeds. */
export class Frames {
  #times = []; #before = 0;
  /** Milliseconds of drawing. */
  #works = [];

  add(now, work) {
    if (this.#before) this.#times.push(now - this.#before);
    this.#before = now;
    this.#works.push(work);
    if (this.#times.length > 120) this.#times.shift();
    if (this.#works.length > 120) this.#works.shift();
  }

  get values() {
    const mean = all => all.length ? all.reduce((sum, one) => sum + one, 0) / all.length : 0, sorted = [...this.#works].sort((one, other) => one - other);
    return { perSecond: this.#times.length ? 1000 / mean(this.#times) : 0, workMs: mean(this.#works), workOfWorstMs: sorted[Math.floor(sorted.length * 0.99)] ?? 0 };
  }
}
